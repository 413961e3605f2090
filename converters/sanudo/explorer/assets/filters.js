// Which events are shown: one set of wanted values for each facet, a stretch of days, a confidence, words.

const FACETS = {
  standing: { title: 'Told as', of: (event) => [event.standing], name: (value) => STANDINGS[value] },
  type: { title: 'Type', of: (event) => [event.type], name: (value) => value },
  status: { title: 'Status', of: (event) => [event.status], name: (value) => value },
  country: { title: 'Country', of: (event) => event.countries, name: countryName },
  actor: { title: 'Actor', of: (event) => event.actors, name: actorName },
  place: { title: 'Place', of: (event) => (event.place === null ? [] : [event.place]), name: placeName },
  publisher: { title: 'Publisher', of: (event) => event.publishers, name: (value) => DATA.publishers[value] },
};

const filters = {
  chosen: Object.fromEntries(Object.keys(FACETS).map((name) => [name, new Set()])),
  from: null,
  to: null,
  confidence: 0,
  text: '',
  corroborated: false,
  disputed: false,
};
let shown = EVENTS;
let counts = {};
const listeners = [];

const onFilters = (listener) => listeners.push(listener);

// The tests beside the facets: what they ask, and whether they ask anything now.
function tests() {
  const words = folded(filters.text).split(/\s+/).filter(Boolean);
  const asked = [];
  if (filters.from !== null) asked.push((event) => event.last !== null && event.last >= filters.from);
  if (filters.to !== null) asked.push((event) => event.first !== null && event.first <= filters.to);
  if (filters.confidence > 0) asked.push((event) => (event.confidence ?? 1) >= filters.confidence);
  if (filters.corroborated) asked.push((event) => event.independent > 1);
  if (filters.disputed) asked.push((event) => event.disputed);
  if (words.length) asked.push((event) => words.every((word) => wordsOf(event).includes(word)));
  return asked;
}

// Finds the events shown, and for each facet how many events each value has among those that all else lets through.
function applyFilters() {
  const asked = tests();
  const facets = Object.entries(FACETS);
  const wanted = facets.filter(([name]) => filters.chosen[name].size);
  counts = Object.fromEntries(facets.map(([name]) => [name, new Map()]));
  shown = EVENTS.filter((event) => {
    if (!asked.every((test) => test(event))) return false;
    const failed = wanted.filter(([name, facet]) => !facet.of(event).some((value) => filters.chosen[name].has(value)));
    if (failed.length > 1) return false;
    for (const [name, facet] of failed.length ? failed : facets) {
      const count = counts[name];
      for (const value of facet.of(event)) count.set(value, (count.get(value) ?? 0) + 1);
    }
    return !failed.length;
  });
}

const refresh = soon(() => {
  applyFilters();
  for (const listener of listeners) listener();
});

function setFilter(name, value) {
  filters[name] = value;
  refresh();
}

function toggle(facet, value, on = !filters.chosen[facet].has(value)) {
  if (on) filters.chosen[facet].add(value);
  else filters.chosen[facet].delete(value);
  refresh();
}

function clearFilters() {
  for (const set of Object.values(filters.chosen)) set.clear();
  Object.assign(filters, { from: null, to: null, confidence: 0, text: '', corroborated: false, disputed: false });
  refresh();
}

// Every filter in force, with its words and how to take it away.
function inForce() {
  const found = [];
  for (const [name, facet] of Object.entries(FACETS)) {
    for (const value of filters.chosen[name]) {
      found.push({ kind: facet.title, words: facet.name(value), remove: () => toggle(name, value, false) });
    }
  }
  if (filters.from !== null || filters.to !== null) {
    const from = filters.from === null ? '' : dayName(filters.from);
    const to = filters.to === null ? '' : dayName(filters.to);
    const words = from && to ? `${from} – ${to}` : from ? `from ${from}` : `to ${to}`;
    found.push({
      kind: 'Date',
      words,
      remove: () => {
        filters.to = null;
        setFilter('from', null);
      },
    });
  }
  if (filters.confidence) {
    found.push({
      kind: 'Confidence',
      words: `${percent(filters.confidence)} or more`,
      remove: () => setFilter('confidence', 0),
    });
  }
  if (filters.text) found.push({ kind: 'Words', words: filters.text, remove: () => setFilter('text', '') });
  if (filters.corroborated)
    found.push({ kind: '', words: 'several publishers', remove: () => setFilter('corroborated', false) });
  if (filters.disputed) found.push({ kind: '', words: 'reports disagree', remove: () => setFilter('disputed', false) });
  return found;
}
