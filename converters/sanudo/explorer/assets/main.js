// The page comes up: what is selected, the views, the theme, the keys of the whole page.

let selected = null;
const selectionListeners = [];
function onSelect(listener) {
  selectionListeners.push(listener);
}

// Shows an event's card, or none. Focus goes to the card unless the keys are wanted where they are.
function select(event, { focus = false } = {}) {
  selected = event;
  showCard();
  for (const listener of selectionListeners) listener();
  if (focus && event) $('card').focus();
}

const VIEWS = [
  { id: 'events', title: 'Events', start: startTable },
  { id: 'stories', title: 'Threads', start: startThreads },
  { id: 'actors', title: 'Actors', start: startNetwork },
  { id: 'places', title: 'Map', start: startMap },
];

function startViews() {
  for (const view of VIEWS) {
    const panel = el('div', {
      class: 'view',
      id: `view-${view.id}`,
      role: 'tabpanel',
      'aria-labelledby': `tab-${view.id}`,
    });
    $('tabs').append(
      el(
        'button',
        { type: 'button', role: 'tab', id: `tab-${view.id}`, 'aria-controls': panel.id, onclick: () => open(view) },
        view.title,
      ),
    );
    $('views').append(panel);
    view.start(panel);
  }
  $('tabs').addEventListener('keydown', (key) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key.key];
    if (!step) return;
    const view = VIEWS[(VIEWS.findIndex((one) => one.id === current) + step + VIEWS.length) % VIEWS.length];
    open(view);
    $(`tab-${view.id}`).focus();
  });
  open(VIEWS[0]);
}

let current = 'events';
function open(view) {
  current = view.id;
  for (const one of VIEWS) {
    const here = one === view;
    $(`view-${one.id}`).hidden = !here;
    $(`tab-${one.id}`).setAttribute('aria-selected', String(here));
    $(`tab-${one.id}`).tabIndex = here ? 0 : -1;
  }
  view.shown?.();
}

const THEMES = { auto: 'Auto', light: 'Light', dark: 'Dark' };
function startTheme() {
  let theme = 'auto';
  try {
    theme = localStorage.getItem('sanudo-theme') ?? 'auto';
  } catch {
    /* a page from a file may not keep anything */
  }
  const show = () => {
    if (theme === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    $('theme').textContent = THEMES[theme];
    $('theme').setAttribute('aria-label', `Colours: ${THEMES[theme]}. Change`);
  };
  $('theme').addEventListener('click', () => {
    const names = Object.keys(THEMES);
    theme = names[(names.indexOf(theme) + 1) % names.length];
    try {
      localStorage.setItem('sanudo-theme', theme);
    } catch {
      /* the choice lasts as long as the page */
    }
    show();
  });
  if (!(theme in THEMES)) theme = 'auto';
  show();
}

function startHead() {
  document.title = `${DATA.title} · Sanudo`;
  $('title').textContent = DATA.title;
  const about = [
    many(EVENTS.length, 'event'),
    many(DATA.articles.length, 'article'),
    DATA.publishers.length > 1 && many(DATA.publishers.length, 'publisher'),
    'Sanudo',
  ];
  $('about').textContent = about.filter(Boolean).join(' · ');
  if (DATA.sparql) {
    // a port alone is one of the machine that the page came from
    $('sparql').href = DATA.sparql.startsWith(':') ? `http://${location.hostname}${DATA.sparql}` : DATA.sparql;
    $('sparql').hidden = false;
  }
  const type = soon(() => setFilter('text', $('search').value));
  $('search').addEventListener('input', type);
  $('search').addEventListener('focus', () => readAhead(), { once: true });
  $('csv').addEventListener('click', exportCsv);
  $('json').addEventListener('click', exportJson);
  $('open-filters').addEventListener('click', () => {
    const on = $('page').classList.toggle('filtering');
    $('open-filters').setAttribute('aria-expanded', String(on));
  });
  $('help').addEventListener('click', showHelp);
  onFilters(() => {
    $('count').textContent =
      shown.length === EVENTS.length
        ? many(shown.length, 'event')
        : `${shown.length.toLocaleString('en')} of ${many(EVENTS.length, 'event')}`;
  });
}

function showHelp() {
  const keys = [
    ['/', 'search'],
    ['↑ ↓', 'go through the table, or the timeline'],
    ['Enter', 'read the card'],
    ['Esc', 'close the card'],
    ['← →', 'change the view, on its tabs'],
  ];
  $('dialog').replaceChildren(
    el('form', { method: 'dialog' }, el('button', { 'aria-label': 'Close' }, '×')),
    el('h2', {}, 'How events are told'),
    el(
      'dl',
      { class: 'legend' },
      Object.keys(STANDINGS).map((name) => [
        el('dt', {}, icon({ standing: name }), STANDINGS[name]),
        el('dd', {}, MEANINGS[name]),
      ]),
    ),
    el(
      'p',
      {},
      'A pale mark has no date in the text and stands at the day of its report. Dashed threads join a denial to what it denies. Drag over the timeline to choose days.',
    ),
    el('h2', {}, 'Keys'),
    el(
      'dl',
      { class: 'legend' },
      keys.map(([key, words]) => [el('dt', {}, el('kbd', {}, key)), el('dd', {}, words)]),
    ),
    el(
      'details',
      {},
      el('summary', {}, `Made by Sanudo ${DATA.version}; licences`),
      el('pre', {}, $('licences').textContent),
    ),
  );
  $('dialog').showModal();
}

document.addEventListener('keydown', (key) => {
  if (key.key === '/' && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
    key.preventDefault();
    $('search').focus();
  } else if (key.key === 'Escape' && selected && !$('dialog').open) {
    select(null);
    if (current === 'events') $('table').focus();
  }
});

startTheme();
startHead();
startSidebar();
startTimeline();
startViews();
applyFilters();
for (const listener of listeners) listener();
requestAnimationFrame(() => performance.mark('drawn'));
document.addEventListener('DOMContentLoaded', () => {
  if (filters.text) refresh();
  if (selected) showCard();
});
