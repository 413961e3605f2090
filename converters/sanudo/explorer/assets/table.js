// The table: only the rows in view are in the page, however many there are.

const ROW = 36;
const COLUMNS = [
  { id: 'type', title: 'What', key: (event) => event.type },
  { id: 'who', title: 'Who', key: (event) => names(event.sources) },
  { id: 'whom', title: 'Whom', key: (event) => names(event.targets) },
  { id: 'when', title: 'When', key: (event) => event.first },
  { id: 'where', title: 'Where', key: (event) => placeName(event.place) },
  { id: 'status', title: 'Status', key: (event) => STATUSES.indexOf(event.status) },
  { id: 'cameo', title: 'CAMEO', key: (event) => event.cameo ?? '' },
  { id: 'sure', title: 'Sure', key: (event) => event.confidence },
  DATA.merged && { id: 'reports', title: 'Reports', key: (event) => event.independent * 1000 + event.reports },
].filter(Boolean);
const table = { sort: null, down: false, rows: [] };

function startTable(view) {
  const head = el(
    'div',
    { class: 'row head', role: 'row' },
    COLUMNS.map((column) =>
      el(
        'div',
        { role: 'columnheader', class: column.id },
        el(
          'button',
          { type: 'button', onclick: () => sortBy(column), 'data-column': column.id },
          column.title,
          el('span', { class: 'arrow', 'aria-hidden': 'true' }),
        ),
      ),
    ),
  );
  const body = el('div', { class: 'rows', role: 'rowgroup' });
  const scroll = el(
    'div',
    {
      class: `grid${DATA.merged ? ' merged' : ''}`,
      role: 'grid',
      tabindex: 0,
      id: 'table',
      'aria-label': 'Events',
      'aria-colcount': COLUMNS.length,
    },
    head,
    body,
  );
  view.append(scroll);
  const draw = soon(drawRows);
  scroll.addEventListener('scroll', draw);
  scroll.addEventListener('keydown', tableKeys);
  new ResizeObserver(draw).observe(scroll);
  onFilters(() => {
    table.rows = sorted(shown);
    scroll.setAttribute('aria-rowcount', table.rows.length + 1);
    scroll.scrollTop = 0;
    draw();
  });
  onSelect(() => {
    reveal();
    draw();
  });
}

function sortBy(column) {
  table.down = table.sort === column ? !table.down : column.id === 'sure' || column.id === 'reports';
  table.sort = column;
  table.rows = sorted(shown);
  for (const button of $('table').querySelectorAll('button[data-column]')) {
    const here = button.dataset.column === column.id;
    button.parentNode.setAttribute('aria-sort', here ? (table.down ? 'descending' : 'ascending') : 'none');
    button.querySelector('.arrow').textContent = here ? (table.down ? ' ↓' : ' ↑') : '';
  }
  drawRows();
}

// The events in the order asked for; those without the value come last, and equals keep the order of the articles.
function sorted(events) {
  if (!table.sort) return events;
  const keyed = events.map((event) => [table.sort.key(event), event]);
  const empty = (key) => key === null || key === '' || key === undefined;
  const order = new Intl.Collator('en', { numeric: true });
  keyed.sort(([one, first], [two, second]) => {
    if (empty(one) || empty(two)) return empty(one) - empty(two) || first.n - second.n;
    const found = typeof one === 'number' ? one - two : order.compare(one, two);
    return (table.down ? -found : found) || first.n - second.n;
  });
  return keyed.map(([, event]) => event);
}

function drawRows() {
  const scroll = $('table');
  const body = scroll.querySelector('.rows');
  const first = Math.max(0, Math.floor(scroll.scrollTop / ROW) - 6);
  const last = Math.min(table.rows.length, Math.ceil((scroll.scrollTop + scroll.clientHeight) / ROW) + 6);
  body.style.blockSize = `${table.rows.length * ROW}px`;
  body.replaceChildren(...table.rows.slice(first, last).map((event, place) => row(event, first + place)));
  if (!table.rows.length) body.append(el('p', { class: 'empty' }, 'No event passes the filters.'));
  const active = selected && $(`row-${selected.n}`);
  if (active) scroll.setAttribute('aria-activedescendant', active.id);
  else scroll.removeAttribute('aria-activedescendant');
}

function row(event, place) {
  const cell = (id, ...children) => el('div', { role: 'gridcell', class: id }, ...children);
  const text = (id, words) => cell(id, el('bdi', { title: words }, words));
  const node = el(
    'div',
    {
      class: `row${event === selected ? ' selected' : ''}`,
      role: 'row',
      id: `row-${event.n}`,
      'aria-rowindex': place + 2,
      'aria-selected': String(event === selected),
      onclick: () => select(event),
    },
    cell(
      'type',
      icon(event),
      el('span', {}, event.type),
      event.disputed ? el('span', { class: 'disputed', title: 'Reports disagree' }, '≠') : null,
    ),
    text('who', names(event.sources)),
    text('whom', names(event.targets)),
    cell(`when${event.edtf ? '' : ' undated'}`, el('span', { title: whenName(event) }, whenName(event))),
    text('where', placeName(event.place)),
    cell('status', event.status),
    cell('cameo', el('span', { title: cameoLabel(event.cameo) }, event.cameo ?? '')),
    cell('sure', percent(event.confidence)),
    DATA.merged && cell('reports', event.reports > 1 ? `${event.reports}` : ''),
  );
  node.style.insetBlockStart = `${place * ROW}px`;
  return node;
}

function reveal() {
  const scroll = $('table');
  const place = table.rows.indexOf(selected);
  if (!scroll || place < 0) return;
  const room = scroll.clientHeight - ROW;
  if (place * ROW < scroll.scrollTop) scroll.scrollTop = place * ROW;
  else if ((place + 1) * ROW > scroll.scrollTop + room) scroll.scrollTop = (place + 1) * ROW - room;
}

function tableKeys(key) {
  if (key.target !== $('table')) return;
  const page = Math.max(1, Math.floor($('table').clientHeight / ROW) - 2);
  const now = table.rows.indexOf(selected);
  const places = {
    ArrowDown: now + 1,
    ArrowUp: now - 1,
    PageDown: now + page,
    PageUp: now - page,
    Home: 0,
    End: table.rows.length - 1,
  };
  if (key.key in places && table.rows.length) {
    key.preventDefault();
    select(table.rows[Math.min(Math.max(places[key.key], 0), table.rows.length - 1)], { focus: false });
  } else if (key.key === 'Enter' && selected) {
    $('card').focus();
  }
}
