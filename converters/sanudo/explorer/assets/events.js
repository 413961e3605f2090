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
  const columns = Object.entries(DATA.events);
  const count = DATA.events.id?.length ?? 0;
  const events = new Array(count);
  for (let n = 0; n < count; n += 1) {
    const event = { n };
    for (const [name, cells] of columns) event[name] = cells[n];
    event.standing = standingOf(event.type, event.status);
    event.hollow = event.status === 'alleged';
    event.middle = event.first === null ? null : (event.first + event.last) / 2;
    event.actors = [...new Set([...event.sources, ...event.targets])];
    event.countries = [...new Set(event.actors.map((actor) => DATA.actors[actor][1]).filter(Boolean))];
    events[n] = event;
  }
  return events;
})();
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

// An EDTF expression as people write dates: 2026-03 is Mar 2026, ~ is about, .. is open.
function timeName(edtf) {
  if (!edtf) return '';
  const [from, to] = edtf.split('/');
  if (to === undefined) return pointName(from);
  if (!to || to === '..') return `since ${pointName(from)}`;
  if (!from || from === '..') return `until ${pointName(to)}`;
  return `${pointName(from)} – ${pointName(to)}`;
}

function pointName(point) {
  const [, year, month, day, sign] = /^([\dX]{4})(?:-([\dX]{2}))?(?:-([\dX]{2}))?([~?%])?$/.exec(point) ?? [];
  if (!year) return point;
  const seasons = { 21: 'spring', 22: 'summer', 23: 'autumn', 24: 'winter' };
  const parts = [/^\d\d$/.test(day) ? Number(day) : '', MONTHS[month - 1] ?? seasons[month] ?? '', year.replace(/X+/, (x) => '0'.repeat(x.length) + 's')];
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
  if (event.haystack === undefined) {
    const card = cardOf(event);
    const titles = event.articles.map((number) => DATA.articles[number].title ?? '');
    const sentences = (card?.reports ?? []).flatMap((report) => report.mentions.map((mention) => mention.text ?? ''));
    const words = [event.type, event.status, parties(event), placeName(event.place), event.words, event.cameo,
      cameoLabel(event.cameo), event.edtf, event.id, ...event.countries.map(countryName), ...titles, ...sentences];
    const found = folded(words.filter(Boolean).join('\n'));
    if (!card) return found;
    event.haystack = found;
  }
  return event.haystack;
}

const folded = (text) => text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase();
