// The map: where the events took place, in the Equal Earth projection, so that no land looks larger than it is.

const WIDE = 1000;
const map = { box: null, land: null };

function startMap(view) {
  const holder = el('div', { class: 'drawing', id: 'map' });
  const buttons = el(
    'div',
    { class: 'zoom' },
    [
      ['+', 'Nearer', 0.6],
      ['−', 'Farther', 1 / 0.6],
    ].map(([words, name, by]) =>
      el(
        'button',
        {
          type: 'button',
          'aria-label': name,
          onclick: () => {
            zoom(by);
            draw();
          },
        },
        words,
      ),
    ),
    el(
      'button',
      {
        type: 'button',
        'aria-label': 'All places',
        onclick: () => {
          map.box = null;
          draw();
        },
      },
      'All',
    ),
    el(
      'button',
      {
        type: 'button',
        'aria-label': 'The whole world',
        onclick: () => {
          map.box = [0, 0, WIDE, WIDE * 0.4867];
          draw();
        },
      },
      'World',
    ),
  );
  const note = el('p', { class: 'legend', id: 'unplaced' });
  view.append(holder, buttons, note);
  const draw = soon(() => drawMap(holder, note));
  const ifOpen = () => {
    if (current === 'places') draw();
  };
  onFilters(ifOpen);
  onSelect(ifOpen);
  new ResizeObserver(ifOpen).observe(holder);
  dragAndWheel(holder, draw);
  VIEWS.find((one) => one.id === 'places').shown = draw;
}

// Longitude and latitude in degrees -> place on a sheet of WIDE units (Šavrič, Patterson and Jenny 2018).
function project([longitude, latitude]) {
  const [a1, a2, a3, a4] = [1.340264, -0.081106, 0.000893, 0.003796];
  const l = (longitude * Math.PI) / 180;
  const t = Math.asin((Math.sqrt(3) / 2) * Math.sin((latitude * Math.PI) / 180));
  const t2 = t * t;
  const t6 = t2 * t2 * t2;
  const x = (l * Math.cos(t)) / ((Math.sqrt(3) / 2) * (a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)));
  const y = t * (a1 + a2 * t2 + t6 * (a3 + a4 * t2));
  const scale = WIDE / 5.41327; // the whole equator
  return [WIDE / 2 + x * scale, WIDE * 0.24336 - y * scale];
}

function outlines() {
  if (!map.land) {
    const world = JSON.parse($('world').textContent);
    const path = (lines, close) =>
      lines
        .map(
          (points) =>
            `M${whole(points)
              .map((point) =>
                project(point)
                  .map((number) => number.toFixed(2))
                  .join(' '),
              )
              .join('L')}${close}`,
        )
        .join('');
    const land = topojson.feature(world, world.objects.land);
    const polygons = (land.features ?? [land]).flatMap((one) =>
      one.geometry.type === 'Polygon' ? [one.geometry.coordinates] : one.geometry.coordinates,
    );
    map.land = path(polygons.flat(), 'Z');
    map.borders = path(topojson.mesh(world, world.objects.countries, (one, two) => one !== two).coordinates, '');
  }
  return map;
}

// A line over the 180th meridian goes on beyond it, and does not jump to the other side of the sheet.
function whole(points) {
  let turns = 0;
  const found = points.map(([longitude, latitude], place) => {
    if (place) turns -= Math.round((longitude - points[place - 1][0]) / 360);
    return [longitude + 360 * turns, latitude];
  });
  const middle = found.reduce((sum, [longitude]) => sum + longitude, 0) / found.length;
  const shift = 360 * Math.round(middle / 360);
  return found.map(([longitude, latitude]) => [longitude - shift, latitude]);
}

// The places of the events shown, those of most events first.
function placesOf(events) {
  const found = new Map();
  for (const event of events) {
    if (event.place === null || DATA.places[event.place][2] === null) continue;
    if (!found.has(event.place)) {
      const [, , latitude, longitude] = DATA.places[event.place];
      const [x, y] = project([longitude, latitude]);
      found.set(event.place, {
        place: event.place,
        x,
        y,
        count: 0,
        of: Object.fromEntries(LANES.map((lane) => [lane, 0])),
      });
    }
    const spot = found.get(event.place);
    spot.count += 1;
    spot.of[event.standing] += 1;
  }
  return [...found.values()].sort((one, two) => two.count - one.count || one.place - two.place);
}

function drawMap(holder, note) {
  const spots = placesOf(shown);
  const width = Math.max(holder.clientWidth, 200);
  const height = Math.max(holder.clientHeight, 260);
  map.box = fitted(map.box ?? around(spots), width, height);
  const [left, top, wide] = map.box;
  const scale = width / wide;
  const at = (spot) => [(spot.x - left) * scale, (spot.y - top) * scale];
  const most = Math.max(1, ...spots.map((spot) => spot.count));
  const { land, borders } = outlines();
  const picture = svg(
    'svg',
    { width, height, role: 'group', 'aria-label': `Map of ${many(spots.length, 'place')}` },
    svg(
      'g',
      { transform: `scale(${scale}) translate(${-left} ${-top})` },
      svg('path', { class: 'land', d: land }),
      svg('path', { class: 'border', d: borders }),
    ),
  );
  const visible = spots.filter((spot) => {
    const [x, y] = at(spot);
    return x > -40 && y > -40 && x < width + 40 && y < height + 40;
  });
  for (const spot of visible) spot.size = 9 + 27 * Math.sqrt(spot.count / most) * Math.min(1, most / 8);
  const taken = visible.map((spot) => {
    const [x, y] = at(spot);
    return [x - spot.size / 2, y - spot.size / 2, spot.size, spot.size];
  });
  picture.append(...visible.map((spot) => drawnSpot(spot, at(spot), width, taken)).reverse());
  const focused = document.activeElement?.dataset?.place;
  holder.replaceChildren(picture);
  if (focused) holder.querySelector(`[data-place="${focused}"]`)?.focus();
  const without = shown.length - spots.reduce((sum, spot) => sum + spot.count, 0);
  note.textContent = without
    ? `Not on the map: ${many(without, 'event')} whose place is not told, or is a whole country`
    : '';
}

// A place by the mark of its plainest event: a fact before a plan, a plan before a claim. Its name where there is room.
function drawnSpot(spot, [x, y], width, taken) {
  const standing = LANES.find((lane) => spot.of[lane]);
  const name = DATA.places[spot.place][0];
  const told = LANES.filter((lane) => spot.of[lane])
    .map((lane) => `${spot.of[lane]} ${STANDINGS[lane].toLowerCase()}`)
    .join(', ');
  const chosen = filters.chosen.place.has(spot.place);
  const near = selected?.place === spot.place;
  const label = labelled(name, x, y, spot.size, width, near ? [] : taken);
  if (label) taken.push(label.box);
  const press = () => toggle('place', spot.place);
  return svg(
    'g',
    {
      class: `spot${chosen ? ' chosen' : ''}${near ? ' near' : ''}`,
      role: 'button',
      tabindex: 0,
      'data-place': spot.place,
      'aria-pressed': String(chosen),
      'aria-label': `${placeName(spot.place)}: ${told}`,
      onclick: () => {
        if (!map.dragged) press();
      },
      onkeydown: (key) => {
        if (key.key === 'Enter' || key.key === ' ') {
          key.preventDefault();
          press();
        }
      },
    },
    svg('circle', { class: 'halo', cx: x, cy: y, r: spot.size / 2 + 3 }),
    mark(standing, x, y, spot.size),
    label && svg('text', { x: label.x, y, dy: '.34em', 'text-anchor': label.anchor }, name),
    svg('title', {}, `${placeName(spot.place)}: ${told}`),
  );
}

// Where a name has room beside its mark, right or left of it; null where it has none.
function labelled(name, x, y, size, width, taken) {
  const wide = name.length * 6.6 + 6;
  const sides = [
    ['start', x + size / 2 + 5, x + size / 2 + 3],
    ['end', x - size / 2 - 5, x - size / 2 - 3 - wide],
  ];
  for (const [anchor, at, left] of sides) {
    const box = [left, y - 8, wide, 16];
    const free =
      left > 0 &&
      left + wide < width &&
      !taken.some(
        (other) =>
          box[0] < other[0] + other[2] &&
          other[0] < box[0] + box[2] &&
          box[1] < other[1] + other[3] &&
          other[1] < box[1] + box[3],
      );
    if (free) return { anchor, x: at, box };
  }
  return null;
}

// The part of the sheet around the places, never nearer than the outlines bear; the world where there is none.
function around(spots) {
  if (!spots.length) return [0, 0, WIDE, WIDE * 0.4867];
  const side = (axis, share) => {
    const all = spots.map((spot) => spot[axis]).sort((one, two) => one - two);
    return all[Math.round(share * (all.length - 1))];
  };
  const [left, right, top, bottom] = [side('x', 0), side('x', 1), side('y', 0), side('y', 1)];
  const margin = Math.max(14, (right - left) * 0.12, (bottom - top) * 0.12);
  return [
    left - margin,
    top - margin,
    Math.max(right - left + 2 * margin, 70),
    Math.max(bottom - top + 2 * margin, 40),
  ];
}

// The box in the shape of the drawing, about the same middle, no larger than the world.
function fitted([left, top, wide, high], width, height) {
  const scale = Math.min(Math.max(width / wide, height / high), Math.min(width / wide, height / high));
  const size = Math.min(width / scale, WIDE * Math.max(1, width / height / 2.05));
  return [left + wide / 2 - size / 2, top + high / 2 - (size * height) / width / 2, size, (size * height) / width];
}

function zoom(by, [x, y] = [0.5, 0.5]) {
  if (!map.box) return;
  const [left, top, wide, high] = map.box;
  const scale = Math.min(Math.max(wide * by, 30), WIDE * 1.6) / wide;
  map.box = [left + wide * x * (1 - scale), top + high * y * (1 - scale), wide * scale, high * scale];
}

function dragAndWheel(holder, draw) {
  let from = null;
  holder.addEventListener(
    'wheel',
    (wheel) => {
      wheel.preventDefault();
      const box = holder.getBoundingClientRect();
      zoom(wheel.deltaY > 0 ? 1.15 : 1 / 1.15, [
        (wheel.clientX - box.left) / box.width,
        (wheel.clientY - box.top) / box.height,
      ]);
      draw();
    },
    { passive: false },
  );
  holder.addEventListener('pointerdown', (pointer) => {
    from = [pointer.clientX, pointer.clientY];
    map.dragged = false;
  });
  holder.addEventListener('pointermove', (pointer) => {
    if (!from || !map.box || !pointer.buttons) return;
    const [x, y] = [pointer.clientX - from[0], pointer.clientY - from[1]];
    if (!map.dragged && Math.hypot(x, y) < 4) return;
    map.dragged = true;
    const scale = map.box[2] / holder.clientWidth;
    map.box = [map.box[0] - x * scale, map.box[1] - y * scale, map.box[2], map.box[3]];
    from = [pointer.clientX, pointer.clientY];
    draw();
  });
  holder.addEventListener('pointerup', () => {
    from = null;
  });
}
