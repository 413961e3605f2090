// An event's card: what it is, the words that tell it, why each field is as it is, its reports and where they disagree.

function showCard() {
  const panel = $('card');
  panel.hidden = !selected;
  $('page').classList.toggle('reading', Boolean(selected));
  if (!selected) return;
  const card = cardOf(selected);
  panel.setAttribute('aria-label', `${selected.type}: ${parties(selected)}`);
  panel.replaceChildren(
    cardHead(selected),
    ...(card
      ? [
          told(selected, card),
          disagreements(card),
          thread(selected),
          fields(selected, card),
          merging(selected, card),
          foot(selected),
        ]
      : [el('p', { class: 'empty' }, 'Reading…')]
    ).filter(Boolean),
  );
  panel.scrollTop = 0;
}

function cardHead(event) {
  const side = (numbers) =>
    numbers.map((number) => {
      const [name, country] = DATA.actors[number];
      const state =
        country && countryName(country) !== name ? el('span', { class: 'state' }, countryName(country)) : null;
      return el(
        'button',
        {
          type: 'button',
          class: 'actor',
          title: 'Show only events with this actor',
          onclick: () => toggle('actor', number, true),
        },
        el('bdi', {}, name),
        state,
      );
    });
  return el(
    'header',
    {},
    el(
      'p',
      { class: `told ${event.standing}` },
      icon(event),
      el('strong', {}, STANDINGS[event.standing]),
      ` ${event.type}, ${event.status}`,
      el('button', { type: 'button', class: 'close', 'aria-label': 'Close', onclick: () => select(null) }, '×'),
    ),
    el(
      'h2',
      {},
      el('span', { class: 'side' }, side(event.sources)),
      event.targets.length
        ? [el('span', { class: 'arrow', 'aria-label': 'to' }, '→'), el('span', { class: 'side' }, side(event.targets))]
        : null,
    ),
    event.words && el('blockquote', {}, el('bdi', {}, event.words)),
    el(
      'p',
      { class: 'facts' },
      [whenName(event), placeName(event.place), event.cameo && `${event.cameo} ${cameoLabel(event.cameo)}`]
        .filter(Boolean)
        .map((words) => el('span', {}, el('bdi', {}, words))),
    ),
  );
}

const FIELDS = { sources: 'who', targets: 'whom', participants: 'who', cameo: 'code', trigger: 'what' };
const SIDES = {
  accusers: 'sources',
  deniers: 'sources',
  visitors: 'sources',
  accused: 'targets',
  hosts: 'targets',
  participants: 'sources',
};
function fieldOf(field, type) {
  const plain = field.split('.')[0];
  if (plain === 'accusers') return type === 'Denial' ? 'targets' : 'sources';
  return SIDES[plain] ?? plain;
}

// The sentences of each article, with the words marked that the record rests on.
function told(event, card) {
  const articles = new Map(DATA.articles.map((article) => [article.id, article]));
  const groups = new Map();
  for (const report of card.reports) {
    for (const mention of report.mentions) {
      if (!groups.has(mention.article)) groups.set(mention.article, []);
      groups.get(mention.article).push([mention, report]);
    }
  }
  if (!groups.size) return null;
  return el(
    'section',
    {},
    el('h3', {}, groups.size > 1 ? `Told in ${groups.size} articles` : 'Told in'),
    [...groups].map(([id, mentions]) => {
      const article = articles.get(id) ?? { id };
      const about = [article.publisher, article.published && dayName(dayOf(article.published.slice(0, 10)))]
        .filter(Boolean)
        .join(', ');
      const sentences = joined(mentions);
      const title = sentences.find(([mention]) => mention.headline);
      return el(
        'article',
        {},
        el(
          'p',
          { class: 'source' },
          el('bdi', {}, link(article.url, title ? marked(...title) : (article.title ?? id))),
          el('span', { class: 'about' }, about || id),
        ),
        sentences
          .filter((one) => one !== title)
          .map((one) => el('p', { class: 'sentence' }, el('bdi', {}, marked(...one)))),
      );
    }),
  );
}

// Several mentions of one sentence are one sentence with all their marks.
function joined(mentions) {
  const found = new Map();
  for (const [mention] of mentions) {
    if (!found.has(mention.text)) found.set(mention.text, [mention, []]);
    found.get(mention.text)[1].push(...(mention.marks ?? []));
  }
  return [...found.values()];
}

// The text in stretches, each marked with all the fields that rest on it.
function marked({ text = '' }, marks) {
  const ends = [...new Set([0, text.length, ...marks.flatMap(([start, end]) => [start, end])])].sort(
    (one, two) => one - two,
  );
  return ends.slice(1).map((end, place) => {
    const start = ends[place];
    const here = [
      ...new Set(
        marks.filter(([from, to]) => from <= start && end <= to).map(([, , field]) => fieldOf(field, selected.type)),
      ),
    ];
    const words = text.slice(start, end);
    if (!here.length) return words;
    return el(
      'mark',
      {
        class: here.map((field) => `f-${field}`).join(' '),
        title: here.map((field) => FIELDS[field] ?? field).join(', '),
      },
      words,
    );
  });
}

function disagreements(card) {
  if (!card.alternatives?.length) return null;
  const of = grouped(card.alternatives);
  return el(
    'section',
    { class: 'disagree' },
    el('h3', {}, 'Reports disagree'),
    el(
      'dl',
      {},
      Object.entries(of).map(([field, values]) => [
        el('dt', {}, FIELDS[field] ?? field),
        el(
          'dd',
          {},
          values.map((one) =>
            el(
              'p',
              { class: one.chosen ? 'chosen' : '' },
              el('bdi', {}, field === 'time' ? timeName(one.value) : one.value),
              el('span', { class: 'about' }, `${tellers(card, one.records)}${one.chosen ? ', taken' : ''}`),
            ),
          ),
        ),
      ]),
    ),
  );
}

function grouped(values) {
  const found = {};
  for (const one of values) (found[one.field] ??= []).push(one);
  return found;
}

// The publishers, or else the articles, of the reports named; where asked for with the day of each.
function tellers(card, ids, dated = false) {
  const articles = new Map(DATA.articles.map((article) => [article.id, article]));
  const found = card.reports
    .filter((report) => ids.includes(report.id))
    .flatMap((report) =>
      report.mentions.map((mention) => {
        const { publisher, published } = articles.get(mention.article) ?? {};
        return (
          (publisher ?? mention.article) + (dated && published ? `, ${dayName(dayOf(published.slice(0, 10)))}` : '')
        );
      }),
    );
  return [...new Set(found)].join(', ');
}

function thread(event) {
  const events = threadOf(event);
  if (events.length < 2) return null;
  return el('section', {}, el('h3', {}, 'Thread'), drawnThread(events, new Set(EVENTS)));
}

// Each field with its value, and beneath it the rules and words that set it.
function fields(event, card) {
  const reasons = new Map();
  for (const report of card.reports) {
    for (const [field, rule, words] of report.reasons) {
      const name = fieldOf(field, event.type);
      if (!reasons.has(name)) reasons.set(name, new Set());
      reasons.get(name).add(words ? `${rule} “${words}”` : rule);
    }
  }
  const goldstein =
    card.goldstein &&
    [...new Set(Object.values(card.goldstein))]
      .map((score) => (score > 0 ? `+${score}` : String(score).replace('-', '−')))
      .join(' or ');
  const code = [event.cameo, event.realised && `${event.realised} if realised`].filter(Boolean).join(' → ');
  const plover =
    card.plover && [card.plover.event, card.plover.mode, ...(card.plover.context ?? [])].filter(Boolean).join(', ');
  const values = {
    type: event.type,
    status: event.status,
    sources: names(event.sources),
    targets: names(event.targets),
    time: event.edtf ? `${timeName(event.edtf)}${card.time?.text ? `, told as “${card.time.text}”` : ''}` : '',
    place: placeName(event.place),
    claim: event.words,
    denies: event.denies === null ? '' : parties(EVENTS[event.denies]),
    cameo: code && `${code} ${cameoLabel(event.cameo)}`,
    PLOVER: plover,
    Goldstein: goldstein,
    cited: card.attribution,
    confidence: percent(event.confidence),
    'row of': card.origin?.join(' '),
  };
  const all = [...new Set([...Object.keys(values), ...reasons.keys()])].filter(
    (name) => values[name] || reasons.has(name),
  );
  return el(
    'section',
    {},
    el('h3', {}, 'Fields, and why'),
    el(
      'dl',
      { class: 'fields' },
      all.map((name) => [
        el('dt', { class: `f-${name}` }, FIELDS[name] ?? name),
        el(
          'dd',
          {},
          values[name] && el('bdi', {}, values[name]),
          [...(reasons.get(name) ?? [])].map((why) => el('span', { class: 'why' }, el('bdi', {}, why))),
        ),
      ]),
    ),
  );
}

// What merging decided: the reports, their history, the links with their scores.
function merging(event, card) {
  const links = card.links ?? [];
  if (card.reports.length < 2 && !links.length) return null;
  const titles = { same: 'one event', apart: 'held apart', denies: 'denies' };
  return el(
    'section',
    {},
    el('h3', {}, `${many(event.reports, 'report')}, ${many(event.independent, 'independent source')}`),
    card.reports.length > 1 &&
      el(
        'ol',
        { class: 'reports' },
        card.reports.map((report) =>
          el(
            'li',
            {},
            el('span', {}, el('bdi', {}, tellers(card, [report.id], true))),
            el(
              'span',
              { class: 'about' },
              [report.status, timeName(report.time), percent(report.confidence)].filter(Boolean).join(', '),
            ),
          ),
        ),
      ),
    card.history?.length > 1 &&
      el(
        'p',
        {},
        'Status: ',
        card.history
          .map((stage) => `${stage.status}${stage.published ? ` (${dayName(dayOf(stage.published))})` : ''}`)
          .join(', then '),
      ),
    card.copies?.length ? el('p', {}, `Copies: ${card.copies.map((group) => group.join(' = ')).join('; ')}`) : null,
    links.length
      ? el(
          'ul',
          { class: 'links' },
          links.map((one) =>
            el(
              'li',
              {},
              el('span', { class: 'score' }, one.score.toFixed(2)),
              el('span', {}, `${titles[one.kind]}: ${one.reasons.join('; ')}`),
            ),
          ),
        )
      : null,
  );
}

const foot = (event) => el('footer', {}, el('code', {}, event.id));
