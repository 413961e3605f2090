// The timeline: a lane for each standing. Few events stand as single marks, threads between them; many as bars.

const LANES = Object.keys(STANDINGS);
const LEFT = 118;
const RIGHT = 30;
const AXIS = 24;
const PITCHES = [13, 11, 9, 7.5, 6];
const timeline = { marks: [], whole: false };

function startTimeline() {
  const node = $('timeline');
  const draw = soon(drawTimeline);
  node.append(
    el('div', { class: 'drawing', id: 'lanes' }),
    el(
      'div',
      { class: 'outside' },
      el('button', { type: 'button', id: 'earlier' }),
      el('span', { id: 'undated' }),
      el('button', { type: 'button', id: 'later' }),
    ),
  );
  new ResizeObserver(draw).observe($('lanes'));
  onFilters(draw);
  onSelect(draw);
}

// The days that the drawing shows: those filtered for, else where most events lie, so that a lone year long ago does not
// press the rest together.
function stretch() {
  const middles = EVENTS.filter((event) => event.middle !== null)
    .map((event) => event.middle)
    .sort((one, two) => one - two);
  if (!middles.length) return null;
  const at = (share) => middles[Math.round(share * (middles.length - 1))];
  const width = Math.max(at(0.8) - at(0.2), 14);
  const near = middles.filter((day) => day >= at(0.2) - width && day <= at(0.8) + width);
  const whole = timeline.whole || near.length === middles.length;
  const [first, last] = whole ? [middles[0], middles.at(-1)] : [near[0], near.at(-1)];
  const from = filters.from ?? Math.min(first, filters.to ?? first);
  const to = Math.max(filters.to ?? Math.max(last, from), from);
  const margin = Math.max(1, (to - from) * 0.03);
  return [from - margin, to + margin];
}

function drawTimeline() {
  const holder = $('lanes');
  const width = holder.clientWidth;
  const days = stretch();
  if (!width) return;
  if (!days) {
    holder.replaceChildren(el('p', { class: 'empty' }, 'No event has a date.'));
    return;
  }
  const x = (day) => LEFT + ((day - days[0]) / (days[1] - days[0])) * (width - LEFT - RIGHT);
  const dated = shown.filter((event) => event.middle !== null);
  const inside = dated.filter((event) => event.middle >= days[0] && event.middle <= days[1]);
  const lanes = LANES.filter((name) => name !== 'off' || EVENTS.some((event) => event.standing === 'off'));
  const stacks = stacked(inside, lanes, x);
  const layout = laneLayout(lanes, stacks);
  const picture = svg('svg', {
    class: 'lanes',
    width,
    height: layout.height + AXIS,
    tabindex: 0,
    role: 'application',
    'aria-label': `Timeline of ${many(inside.length, 'event')}. Arrow keys go from one to the next, Enter opens it.`,
  });
  picture.append(axis(days, x, layout.height, width), laneNames(layout, inside));
  if (stacks) {
    timeline.marks = placed(stacks, layout);
    picture.append(threadArcs(timeline.marks), ...timeline.marks.map(drawnMark));
  } else {
    timeline.marks = [];
    picture.append(...bars(inside, layout, x, width));
  }
  const focused = holder.contains(document.activeElement);
  listen(picture, days, x, width, layout.height);
  holder.replaceChildren(picture);
  if (focused) picture.focus({ preventScroll: true });
  showOutside(dated, days);
}

// The events of each lane in columns of one mark's width; null where they do not fit as single marks.
function stacked(events, lanes, x) {
  if (events.length > 900) return null;
  for (const pitch of PITCHES) {
    const columns = new Map();
    for (const event of [...events].sort((one, two) => one.middle - two.middle || one.n - two.n)) {
      const key = `${event.standing} ${Math.round(x(event.middle) / pitch)}`;
      if (!columns.has(key)) columns.set(key, []);
      columns.get(key).push(event);
    }
    const most = Object.fromEntries(lanes.map((lane) => [lane, 1]));
    for (const [key, column] of columns) {
      const lane = key.split(' ')[0];
      most[lane] = Math.max(most[lane], column.length);
    }
    if (lanes.reduce((sum, lane) => sum + most[lane] * pitch + 16, 0) <= 260) return { columns, pitch, most, x };
  }
  return null;
}

// Where each lane lies: high enough for its marks, or all alike for bars.
function laneLayout(lanes, stacks) {
  let top = 6;
  const rows = {};
  for (const lane of lanes) {
    const height = stacks ? Math.max(26, stacks.most[lane] * stacks.pitch + 14) : 40;
    rows[lane] = { top, height, middle: top + height / 2 };
    top += height;
  }
  return { rows, height: top + 4 };
}

function placed(stacks, layout) {
  const marks = [];
  for (const [key, column] of stacks.columns) {
    const [lane, number] = key.split(' ');
    const row = layout.rows[lane];
    column.forEach((event, place) => {
      marks.push({
        event,
        x: Number(number) * stacks.pitch,
        y: row.middle + (place - (column.length - 1) / 2) * stacks.pitch,
        size: stacks.pitch * 0.8,
        from: stacks.x(event.first),
        to: stacks.x(event.last),
      });
    });
  }
  return marks.sort((one, two) => one.event.middle - two.event.middle || one.event.n - two.event.n);
}

function drawnMark(one) {
  const { event } = one;
  const wide = event.last - event.first > 1 && one.to - one.from > 12;
  const classes = ['event', event.dated ? '' : 'undated', event === selected ? 'selected' : '']
    .filter(Boolean)
    .join(' ');
  return svg(
    'g',
    { class: classes, 'data-n': event.n },
    wide && svg('path', { class: `span ${event.standing}`, d: `M${Math.max(LEFT, one.from)} ${one.y}H${one.to}` }),
    event === selected && svg('circle', { class: 'ring', cx: one.x, cy: one.y, r: one.size * 0.9 + 1 }),
    mark(event.standing, one.x, one.y, one.size, null, event.hollow),
    svg('title', {}, `${event.type}: ${parties(event)}, ${whenName(event)}, ${event.status}`),
  );
}

// Threads: from each denial to what it denies, from each allegation to what it alleges.
function threadArcs(marks) {
  const places = new Map(marks.map((one) => [one.event.n, one]));
  const group = svg('g', { class: 'threads', 'aria-hidden': 'true' });
  for (const one of marks) {
    for (const [kind, number] of [
      ['denies', one.event.denies],
      ['claims', one.event.claims],
    ]) {
      const other = places.get(number);
      if (!other || other === one) continue;
      const near = selected && (one.event === selected || other.event === selected);
      const bend = Math.max(10, Math.abs(other.x - one.x) / 3);
      const side = other.x >= one.x ? 1 : -1;
      const d =
        Math.abs(other.y - one.y) < 2
          ? `M${one.x} ${one.y}Q${(one.x + other.x) / 2} ${one.y - bend} ${other.x} ${other.y}`
          : `M${one.x} ${one.y}C${one.x + side * bend} ${one.y} ${other.x - side * bend} ${other.y} ${other.x} ${other.y}`;
      group.append(svg('path', { class: `thread ${kind}${near ? ' near' : ''}`, d }));
    }
  }
  return group;
}

function laneNames(layout, events) {
  const group = svg('g', { class: 'names' });
  for (const [lane, row] of Object.entries(layout.rows)) {
    const chosen = filters.chosen.standing;
    const count = events.filter((event) => event.standing === lane).length;
    const press = () => toggle('standing', lane);
    group.append(
      svg('path', { class: 'rule', d: `M0 ${row.top + row.height}H4000` }),
      svg(
        'g',
        {
          class: `lane${chosen.size && !chosen.has(lane) ? ' out' : ''}`,
          role: 'button',
          tabindex: 0,
          'aria-pressed': String(chosen.has(lane)),
          'aria-label': `${STANDINGS[lane]}: ${MEANINGS[lane]}`,
          onclick: press,
          onkeydown: (key) => {
            if (key.key === 'Enter' || key.key === ' ') {
              key.preventDefault();
              key.stopPropagation();
              press();
            }
          },
        },
        svg('rect', { class: 'hit', x: 0, y: row.top + 2, width: LEFT - 14, height: row.height - 4, rx: 4 }),
        mark(lane, 12, row.middle, 10),
        svg('text', { x: 24, y: row.middle, dy: '.34em' }, STANDINGS[lane]),
        svg(
          'text',
          { class: 'number', x: LEFT - 20, y: row.middle, dy: '.34em' },
          count ? count.toLocaleString('en') : '',
        ),
        svg('title', {}, MEANINGS[lane]),
      ),
    );
  }
  return group;
}

// Many events: for each lane a bar a stretch of days, filled as its mark is: full, hollow, hatched, crossed, struck.
function bars(events, layout, x, width) {
  const bins = Math.max(20, Math.floor((width - LEFT - RIGHT) / 7));
  const step = (width - LEFT - RIGHT) / bins;
  const heights = Object.fromEntries(Object.keys(layout.rows).map((lane) => [lane, new Array(bins).fill(0)]));
  for (const event of events)
    heights[event.standing][Math.min(bins - 1, Math.max(0, Math.floor((x(event.middle) - LEFT) / step)))] += 1;
  return [
    patterns(),
    ...Object.entries(layout.rows).map(([lane, row]) => {
      const most = Math.max(...heights[lane]);
      const d = heights[lane]
        .map((count, bin) => {
          if (!count) return '';
          const high = Math.max(2, (count / most) * (row.height - 9));
          return `M${(LEFT + bin * step).toFixed(1)} ${(row.top + row.height).toFixed(1)}v${-high.toFixed(1)}h${(step - 1.5).toFixed(1)}v${high.toFixed(1)}z`;
        })
        .join('');
      return svg(
        'g',
        {},
        svg('path', { class: `bars ${lane}`, d }),
        most && svg('path', { class: 'most', d: `M${LEFT} ${row.top + 9}H${width - RIGHT + 4}` }),
        most &&
          svg(
            'text',
            { class: 'most', x: width, y: row.top + 13 },
            most.toLocaleString('en'),
            svg('title', {}, 'events in the highest bar'),
          ),
      );
    }),
  ];
}

function patterns() {
  const hatch = (id, d) =>
    svg('pattern', { id, width: 5, height: 5, patternUnits: 'userSpaceOnUse' }, svg('path', { class: id.slice(6), d }));
  return svg(
    'defs',
    {},
    hatch('hatch-claim', 'M-1 6L6 -1M-1 1L1 -1M4 6L6 4'),
    hatch('hatch-denial', 'M0 0L5 5M5 0L0 5'),
    hatch('hatch-off', 'M0 2.5H5'),
  );
}

function axis(days, x, height, width) {
  const group = svg('g', { class: 'axis', 'aria-hidden': 'true' });
  for (const [day, words, strong] of ticks(days, width)) {
    built(group, {}, [
      svg('path', { class: strong ? 'tick strong' : 'tick', d: `M${x(day).toFixed(1)} 2V${height + 4}` }),
      x(day) < width - 7 * words.length &&
        svg('text', { class: strong ? 'strong' : '', x: x(day) + 4, y: height + 17 }, words),
    ]);
  }
  return group;
}

// Days to name below the lanes: days, weeks, months or years, as many as there is room for.
function ticks([from, to], width) {
  const room = Math.max(2, Math.floor((width - LEFT) / 82));
  const perDay = [1, 2, 7, 14].find((step) => (to - from) / step <= room);
  const found = [];
  if (perDay) {
    for (let day = Math.ceil(from); day <= to; day += 1) {
      if ((day - 4) % perDay) continue; // 1970-01-05 was a Monday
      const date = dateOf(day);
      found.push([
        day,
        `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}${found.length ? '' : ` ${date.getUTCFullYear()}`}`,
        date.getUTCDay() === 1,
      ]);
    }
    return found;
  }
  const months = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200].find((step) => (to - from) / 30.4 / step <= room) ?? 2400;
  const start = dateOf(Math.ceil(from));
  for (let month = start.getUTCFullYear() * 12 + start.getUTCMonth(); ; month += 1) {
    const day = Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY;
    if (day > to) return found;
    if (day < from || month % months) continue;
    const year = month % 12 === 0;
    found.push([
      day,
      year ? String(month / 12) : `${MONTHS[month % 12]}${found.length ? '' : ` ${Math.floor(month / 12)}`}`,
      year,
    ]);
  }
}

// What lies outside the days shown, and the way there.
function showOutside(dated, days) {
  const earlier = dated.filter((event) => event.middle < days[0]).length;
  const later = dated.filter((event) => event.middle > days[1]).length;
  const filtered = filters.from !== null || filters.to !== null;
  const back = () => {
    timeline.whole = !timeline.whole;
    filters.to = null;
    setFilter('from', null);
  };
  for (const [id, count, words] of [
    ['earlier', earlier, `‹ ${earlier.toLocaleString('en')} earlier`],
    ['later', later, `${later.toLocaleString('en')} later ›`],
  ]) {
    $(id).hidden = !count;
    $(id).textContent = words;
    $(id).onclick = back;
  }
  if (!earlier && (timeline.whole || filtered)) {
    $('earlier').hidden = false;
    $('earlier').textContent = filtered ? 'All dates' : 'Only the busy time';
    $('earlier').onclick = filtered
      ? () => {
          filters.to = null;
          setFilter('from', null);
        }
      : back;
  }
  const undated = shown.filter((event) => event.middle !== null && !event.dated).length;
  $('undated').textContent = [
    undated &&
      (timeline.marks.length
        ? `${undated.toLocaleString('en')} pale: no date told, placed at the report`
        : `${undated.toLocaleString('en')} without a date told, placed at the report`),
    shown.length - dated.length && `${(shown.length - dated.length).toLocaleString('en')} without any date`,
  ]
    .filter(Boolean)
    .join(' · ');
}

// Mouse and keys: a click opens a mark, a drag chooses days, arrows go from mark to mark.
function listen(picture, days, x, width, height) {
  const dayAt = (place) =>
    days[0] + ((Math.min(Math.max(place, LEFT), width - RIGHT) - LEFT) / (width - LEFT - RIGHT)) * (days[1] - days[0]);
  let begun = null;
  const band = svg('rect', { class: 'band', y: 0, height: height + 4, width: 0 });
  picture.prepend(band);
  const at = (pointer) => pointer.clientX - picture.getBoundingClientRect().left;
  picture.addEventListener('pointerdown', (pointer) => {
    if (pointer.button === 0 && at(pointer) > LEFT - 8) begun = at(pointer);
  });
  picture.addEventListener('pointermove', (pointer) => {
    if (begun === null || Math.abs(at(pointer) - begun) < 5) return;
    if (!picture.hasPointerCapture(pointer.pointerId)) picture.setPointerCapture(pointer.pointerId);
    band.setAttribute('x', Math.min(begun, at(pointer)));
    band.setAttribute('width', Math.abs(at(pointer) - begun));
  });
  picture.addEventListener('pointerup', (pointer) => {
    const [one, two] = [begun, at(pointer)].sort((a, b) => a - b);
    if (begun !== null && two - one >= 5) {
      filters.from = Math.round(dayAt(one));
      setFilter('to', Math.max(Math.round(dayAt(two)), filters.from));
    } else {
      const group = pointer.target.closest('g.event');
      if (group) select(EVENTS[group.dataset.n]);
    }
    begun = null;
    band.setAttribute('width', 0);
  });
  picture.addEventListener('keydown', (key) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key.key];
    if (step && timeline.marks.length) {
      key.preventDefault();
      const now = timeline.marks.findIndex((one) => one.event === selected);
      select(timeline.marks[Math.min(Math.max(now + step, 0), timeline.marks.length - 1)].event, { focus: false });
    } else if (key.key === 'Enter' && selected) {
      $('card').focus();
    }
  });
}
