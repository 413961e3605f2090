// The events: one object each, made from the columns of the page's index, and the cards behind them.

const DATA = JSON.parse($('index').textContent);
const STANDINGS = {
  fact: 'Fact',
  plan: 'Plan',
  claim: 'Claim',
  denial: 'Denial',
  off: 'Off',
};
const MEANINGS = {
  fact: 'told as fact: occurred or ongoing',
  plan: 'scheduled, proposed or possible',
  claim: 'an allegation, or what is alleged',
  denial: 'a denial of an allegation',
  off: 'cancelled, or said not to have happened',
};
const STATUSES = ['occurred', 'ongoing', 'scheduled', 'proposed', 'possible', 'alleged', 'cancelled', 'negated'];

function standingOf(type, status) {
  if (status === 'cancelled' || status === 'negated') return 'off';
  if (type === 'Denial') return 'denial';
  if (type === 'Allegation' || status === 'alleged') return 'claim';
  return status === 'occurred' || status === 'ongoing' ? 'fact' : 'plan';
}

const EVENTS = (() => {
  const of = DATA.events;
  return (of.id ?? []).map((id, n) => {
    const [sources, targets, first, last] = [of.sources[n], of.targets[n], of.first[n], of.last[n]];
    const actors = distinct(sources.concat(targets));
    return {
      n,
      id,
      sources,
      targets,
      first,
      last,
      actors,
      middle: first === null ? null : (first + last) / 2,
      countries: distinct(actors.map((actor) => DATA.actors[actor][1]).filter(Boolean)),
      type: of.type[n],
      status: of.status[n],
      standing: standingOf(of.type[n], of.status[n]),
      hollow: of.status[n] === 'alleged',
      cameo: of.cameo[n],
      realised: of.realised[n],
      quad: of.quad[n],
      edtf: of.edtf[n],
      dated: of.dated[n],
      place: of.place[n],
      confidence: of.confidence[n],
      reports: of.reports[n],
      independent: of.independent[n],
      disputed: of.disputed[n],
      claims: of.claims[n],
      denies: of.denies[n],
      words: of.words[n],
      articles: of.articles[n],
      publishers: of.publishers[n],
      haystack: null,
    };
  });
})();

function distinct(values) {
  return values.length < 2 || (values.length === 2 && values[0] !== values[1]) ? values : [...new Set(values)];
}

const ANSWERS = new Map(); // an event's number -> the denials that reject it, and the allegations that tell it
for (const event of EVENTS) {
  for (const other of [event.claims, event.denies]) {
    if (other !== null && other !== undefined && other !== event.n) {
      if (!ANSWERS.has(other)) ANSWERS.set(other, []);
      ANSWERS.get(other).push(event.n);
    }
  }
}

const actorName = (number) => DATA.actors[number][0];
const names = (numbers) => numbers.map(actorName).join(', ');
const countryName = (code) => DATA.countries[code] ?? code;
const placeName = (number) => {
  if (number === null) return '';
  const [name, country] = DATA.places[number];
  const state = country && countryName(country);
  return state && state !== name ? `${name}, ${state}` : name;
};
const cameoLabel = (code) => DATA.cameo[code] ?? '';
const percent = (share) => (share === null ? '' : `${Math.round(share * 100)} %`);
const many = (count, noun) => `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
const parties = (event) => [names(event.sources), names(event.targets)].filter(Boolean).join(' → ') || 'nobody named';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY = 86400000;
const dateOf = (day) => new Date(day * DAY);
const isoOf = (day) => dateOf(day).toISOString().slice(0, 10);
const dayOf = (iso) => Math.floor(Date.parse(`${iso}T00:00:00Z`) / DAY);

function dayName(day) {
  const date = dateOf(day);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

// An EDTF expression as people write dates: 2026-03 is Mar 2026, ~ is about, .. is open; what two ends share is said once.
function timeName(edtf) {
  if (!edtf) return '';
  const [from, to] = edtf.split('/');
  if (to === undefined) return pointName(from);
  if (!to || to === '..') return `since ${pointName(from)}`;
  if (!from || from === '..') return `until ${pointName(to)}`;
  const [first, last] = [from, to].map((point) => point.replace(/[~?%]$/, ''));
  const about = first !== from || last !== to ? pointName(from).replace(pointName(first), '') || 'about ' : '';
  const shared =
    first.slice(0, 7) === last.slice(0, 7) && first.length === 10 ? 2 : first.slice(0, 4) === last.slice(0, 4) ? 1 : 0;
  const begin = pointName(first).split(' ');
  return `${about}${begin.slice(0, begin.length - shared).join(' ') || begin[0]}${shared === 2 ? '–' : ' – '}${pointName(last)}`;
}

function pointName(point) {
  const [, year, month, day, sign] = /^([\dX]{4})(?:-([\dX]{2}))?(?:-([\dX]{2}))?([~?%])?$/.exec(point) ?? [];
  if (!year) return point;
  const seasons = { 21: 'spring', 22: 'summer', 23: 'autumn', 24: 'winter' };
  const parts = [
    /^\d\d$/.test(day) ? Number(day) : '',
    MONTHS[month - 1] ?? seasons[month] ?? '',
    year.replace(/X+/, (x) => '0'.repeat(x.length) + 's'),
  ];
  return ({ '~': 'about ', '?': 'perhaps ', '%': 'perhaps about ' }[sign] ?? '') + parts.filter(Boolean).join(' ');
}

const whenName = (event) => {
  if (event.edtf) return timeName(event.edtf);
  return event.first === null ? '' : `reported ${dayName(event.first)}`;
};

// The cards come in parts behind the program; a part is read when the first of its cards is wanted.
const parts = new Map();
function cardOf(event) {
  const number = Math.floor(event.n / DATA.part);
  if (!parts.has(number)) {
    const part = $(`cards-${number}`);
    if (!part || (document.readyState === 'loading' && !part.nextSibling)) return null;
    parts.set(number, JSON.parse(part.textContent));
  }
  return parts.get(number)[event.n % DATA.part];
}

// All words of an event, for the search.
function wordsOf(event) {
  if (event.haystack === null) {
    const card = cardOf(event);
    const titles = event.articles.map((number) => DATA.articles[number].title ?? '');
    const sentences = (card?.reports ?? []).flatMap((report) => report.mentions.map((mention) => mention.text ?? ''));
    const words = [
      event.type,
      event.status,
      parties(event),
      placeName(event.place),
      event.words,
      event.cameo,
      cameoLabel(event.cameo),
      event.edtf,
      event.id,
      ...event.countries.map(countryName),
      ...titles,
      ...sentences,
    ];
    const found = folded(words.filter(Boolean).join('\n'));
    if (!card) return found;
    event.haystack = found;
  }
  return event.haystack;
}

// Text as it is compared: small letters without accents.
function folded(text) {
  return (/[^\x00-\x7f]/.test(text) ? text.normalize('NFKD').replace(/\p{M}+/gu, '') : text).toLowerCase();
}

// Reads all words while nobody waits, so that the first search is as quick as the next.
function readAhead(from = 0) {
  const work = (deadline) => {
    let n = from;
    while (n < EVENTS.length && (deadline.timeRemaining() > 4 || n === from)) wordsOf(EVENTS[n++]);
    if (n < EVENTS.length) readAhead(n);
  };
  if (window.requestIdleCallback) requestIdleCallback(work);
}
