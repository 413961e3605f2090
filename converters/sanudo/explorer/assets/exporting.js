// What is filtered, as a file: CSV for tables, JSON with all that the cards hold.

function exportCsv() {
  const head = [
    'id',
    'type',
    'status',
    'told_as',
    'cameo',
    'cameo_if_realised',
    'time',
    'earliest',
    'latest',
    'place',
    'place_country',
    'latitude',
    'longitude',
    'sources',
    'source_countries',
    'targets',
    'target_countries',
    'claim',
    'denies',
    'confidence',
    'reports',
    'independent_sources',
    'publishers',
    'articles',
  ];
  const lines = table.rows.map((event) => {
    const [place, country, latitude, longitude] = event.place === null ? [] : DATA.places[event.place];
    const side = (numbers, column) => numbers.map((number) => DATA.actors[number][column] ?? '').join('; ');
    return [
      event.id,
      event.type,
      event.status,
      event.standing,
      event.cameo,
      event.realised,
      event.edtf,
      event.edtf && isoOf(event.first),
      event.edtf && isoOf(event.last),
      place,
      country,
      latitude,
      longitude,
      side(event.sources, 0),
      side(event.sources, 1),
      side(event.targets, 0),
      side(event.targets, 1),
      event.words,
      EVENTS[event.denies]?.id,
      event.confidence,
      event.reports,
      event.independent,
      event.publishers.map((number) => DATA.publishers[number]).join('; '),
      event.articles.map((number) => DATA.articles[number].id).join('; '),
    ];
  });
  save(
    'events.csv',
    'text/csv',
    `\ufeff${[head, ...lines].map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`,
  );
}

// A cell of CSV. What a spreadsheet would take for a formula is given a leading apostrophe.
function quoted(value) {
  if (typeof value === 'number') return String(value);
  const text = (value ?? '').replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function exportJson() {
  const actor = (number) => {
    const [name, country, kind, code] = DATA.actors[number];
    return { name, country, kind, code };
  };
  const records = table.rows.map((event) => ({
    id: event.id,
    type: event.type,
    status: event.status,
    told_as: event.standing,
    cameo: event.cameo,
    cameo_if_realised: event.realised,
    time: event.edtf && { edtf: event.edtf, earliest: isoOf(event.first), latest: isoOf(event.last) },
    place:
      event.place === null
        ? null
        : Object.fromEntries(
            ['name', 'country', 'latitude', 'longitude'].map((name, column) => [
              name,
              DATA.places[event.place][column],
            ]),
          ),
    sources: event.sources.map(actor),
    targets: event.targets.map(actor),
    claim: event.words && { text: event.words, event: EVENTS[event.claims]?.id ?? null },
    denies: EVENTS[event.denies]?.id ?? null,
    confidence: event.confidence,
    independent_sources: event.independent,
    articles: event.articles.map((number) => DATA.articles[number]),
    ...cardOf(event),
  }));
  save('events.json', 'application/json', `${JSON.stringify(records, null, 1)}\n`);
}

function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const anchor = el('a', { href: address, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
