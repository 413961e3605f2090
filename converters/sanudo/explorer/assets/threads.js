// Threads: who alleged what, and who denied it. Each thread is drawn from its allegation down to its denials.

// The thread an event belongs to: all events that claims and denials join to it, in the order of their days.
function threadOf(event) {
  const found = new Set([event.n]);
  const todo = [event.n];
  while (todo.length) {
    const { n, claims, denies } = EVENTS[todo.pop()];
    for (const other of [claims, denies, ...(ANSWERS.get(n) ?? [])]) {
      if (other !== null && other !== undefined && !found.has(other)) {
        found.add(other);
        todo.push(other);
      }
    }
  }
  const order = { claim: 0, denial: 1 };
  return [...found]
    .map((n) => EVENTS[n])
    .sort(
      (one, two) =>
        one.hollow - two.hollow ||
        (order[one.standing] ?? 2) - (order[two.standing] ?? 2) ||
        (one.first ?? 0) - (two.first ?? 0) ||
        one.n - two.n,
    );
}

const THREADS = (() => {
  const threads = [];
  const taken = new Set();
  for (const event of EVENTS) {
    if (taken.has(event.n) || (event.denies === null && event.type !== 'Allegation')) continue;
    const thread = threadOf(event);
    for (const one of thread) taken.add(one.n);
    threads.push(thread);
  }
  const denials = (thread) => thread.filter((event) => event.standing === 'denial').length;
  return threads.sort((one, two) => denials(two) - denials(one) || one[0].n - two[0].n);
})();

function startThreads(view) {
  const list = el('div', { class: 'threads', id: 'threads' });
  const more = el('button', {
    type: 'button',
    class: 'more',
    onclick: () => {
      limit += 60;
      draw();
    },
  });
  let limit = 60;
  view.append(list, more);
  const draw = () => {
    const among = new Set(shown);
    const found = THREADS.filter((thread) => thread.some((event) => among.has(event)));
    list.replaceChildren(...found.slice(0, limit).map((thread) => drawnThread(thread, among)));
    if (!found.length) list.append(el('p', { class: 'empty' }, 'No allegation is among these events.'));
    more.hidden = found.length <= limit;
    more.textContent = `${(found.length - limit).toLocaleString('en')} more threads`;
  };
  const ifOpen = () => {
    if (current === 'stories') draw();
  };
  onFilters(ifOpen);
  onSelect(ifOpen);
  VIEWS.find((one) => one.id === 'stories').shown = draw;
}

// One thread: its events below each other, joined by a line that branches to each (drawn by the style).
function drawnThread(thread, among) {
  const denials = thread.filter((event) => event.standing === 'denial').length;
  const state = denials ? many(denials, 'denial') : 'not denied here';
  return el(
    'section',
    { class: 'thread', 'aria-label': `Thread: ${parties(thread[0])}` },
    el(
      'ol',
      {},
      thread.map((event, place) => knot(event, place, thread, among)),
    ),
    el('p', { class: 'state' }, state),
  );
}

function knot(event, place, thread, among) {
  const kind = event.standing === 'denial' ? 'denies' : event.hollow ? 'claims' : 'tells';
  const words = event.words && el('q', {}, el('bdi', {}, event.words));
  const states = [
    event === selected && 'selected',
    !among.has(event) && 'out',
    !place && 'first',
    place === thread.length - 1 && 'last',
  ];
  return el(
    'li',
    { class: `knot ${kind} ${states.filter(Boolean).join(' ')}` },
    el(
      'button',
      { type: 'button', onclick: () => select(event) },
      el(
        'span',
        { class: 'what' },
        icon(event),
        event.hollow ? `Alleged: ${event.type}` : event.type,
        el('span', { class: 'day' }, whenName(event)),
      ),
      el('span', { class: 'who' }, el('bdi', {}, parties(event))),
      words,
    ),
  );
}
