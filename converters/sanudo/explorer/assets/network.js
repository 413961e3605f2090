// The network: who acts with or against whom among the events shown; the actors named most often.

const MOST = 48;
const STRONGEST = 110;

function startNetwork(view) {
  const holder = el('div', { class: 'drawing', id: 'network' });
  const legend = el('p', { class: 'legend' });
  view.append(holder, legend);
  legend.append(
    line('with'),
    'cooperation',
    line('against'),
    'conflict',
    line('with claimed'),
    'dashed: nothing of it told as fact',
  );
  const draw = soon(() => drawNetwork(holder));
  const ifOpen = () => {
    if (current === 'actors') draw();
  };
  onFilters(ifOpen);
  onSelect(ifOpen);
  new ResizeObserver(ifOpen).observe(holder);
  VIEWS.find((one) => one.id === 'actors').shown = draw;
}

const line = (kind) =>
  svg(
    'svg',
    { class: 'sample', width: 28, height: 10, 'aria-hidden': 'true' },
    svg('path', { class: `tie ${kind}`, d: 'M2 5H26', 'stroke-width': 2.5 }),
  );

// The actors and what ties them: how many events, how many of conflict (quad classes 3 and 4, denials), whether any is a fact.
function network(events) {
  const weights = new Map();
  for (const event of events)
    for (const actor of event.actors)
      if (DATA.actors[actor][2] !== 'other') weights.set(actor, (weights.get(actor) ?? 0) + 1);
  const kept = [...weights].sort((one, two) => two[1] - one[1] || one[0] - two[0]).slice(0, MOST);
  const nodes = kept.map(([actor, weight]) => ({ actor, weight }));
  const known = new Map(nodes.map((node) => [node.actor, node]));
  const ties = new Map();
  for (const event of events) {
    for (const source of event.sources) {
      for (const target of event.targets) {
        if (source === target || !known.has(source) || !known.has(target)) continue;
        const key = source < target ? `${source} ${target}` : `${target} ${source}`;
        if (!ties.has(key))
          ties.set(key, { source: known.get(source), target: known.get(target), weight: 0, against: 0, facts: 0 });
        const tie = ties.get(key);
        tie.weight += 1;
        tie.against += event.quad > 2 || event.type === 'Denial' ? 1 : 0;
        tie.facts += event.standing === 'fact' ? 1 : 0;
      }
    }
  }
  const strongest = [...ties.values()].sort((one, two) => two.weight - one.weight).slice(0, STRONGEST);
  return { nodes, ties: strongest, all: weights.size };
}

function drawNetwork(holder) {
  const { nodes, ties, all } = network(shown);
  const width = Math.max(holder.clientWidth, 200);
  const height = Math.max(holder.clientHeight, 320);
  if (!nodes.length) {
    holder.replaceChildren(el('p', { class: 'empty' }, 'No actor is among these events.'));
    return;
  }
  settle(nodes, ties, width, height);
  const picture = svg('svg', {
    width,
    height,
    role: 'group',
    'aria-label': `${many(nodes.length, 'actor')} of ${all.toLocaleString('en')}, and what ties them`,
  });
  const heaviest = Math.max(...ties.map((tie) => tie.weight), 1);
  picture.append(
    svg(
      'g',
      {},
      ties.map((tie) =>
        svg(
          'path',
          {
            class: `tie ${tie.against * 2 > tie.weight ? 'against' : 'with'}${tie.facts ? '' : ' claimed'}`,
            'stroke-width': (1 + 4 * Math.sqrt((tie.weight - 1) / heaviest)).toFixed(1),
            d: `M${tie.source.x.toFixed(1)} ${tie.source.y.toFixed(1)}L${tie.target.x.toFixed(1)} ${tie.target.y.toFixed(1)}`,
          },
          svg(
            'title',
            {},
            `${actorName(tie.source.actor)} and ${actorName(tie.target.actor)}: ${many(tie.weight, 'event')}, ${tie.against} of conflict`,
          ),
        ),
      ),
    ),
  );
  picture.append(...nodes.map(drawnNode));
  const focused = document.activeElement?.dataset?.actor;
  holder.replaceChildren(picture);
  if (focused) holder.querySelector(`[data-actor="${focused}"]`)?.focus();
}

function drawnNode(node) {
  const [name, country, kind] = DATA.actors[node.actor];
  const chosen = filters.chosen.actor.has(node.actor);
  const near = selected?.actors.includes(node.actor);
  const press = () => toggle('actor', node.actor);
  const label = name.length > 28 ? `${name.slice(0, 27)}…` : name;
  const shape =
    kind === 'state'
      ? svg('circle', { r: node.radius.toFixed(1) })
      : svg('rect', {
          x: -node.radius * 0.85,
          y: -node.radius * 0.85,
          width: node.radius * 1.7,
          height: node.radius * 1.7,
          rx: kind === 'person' ? node.radius * 0.5 : 1.5,
        });
  return svg(
    'g',
    {
      class: `node ${kind}${chosen ? ' chosen' : ''}${near ? ' near' : ''}`,
      transform: `translate(${node.x.toFixed(1)} ${node.y.toFixed(1)})`,
      role: 'button',
      tabindex: 0,
      'data-actor': node.actor,
      'aria-pressed': String(chosen),
      'aria-label': `${name}${country && countryName(country) !== name ? `, ${countryName(country)}` : ''}: ${many(node.weight, 'event')}`,
      onclick: press,
      onkeydown: (key) => {
        if (key.key === 'Enter' || key.key === ' ') {
          key.preventDefault();
          press();
        }
      },
    },
    shape,
    svg('text', { y: node.radius + 12 }, label),
    svg('title', {}, `${name}: ${many(node.weight, 'event')}`),
  );
}

// Places the actors; the same each time, as the layout begins from the same places.
function settle(nodes, ties, width, height) {
  const most = Math.max(...nodes.map((node) => node.weight));
  for (const node of nodes) {
    node.radius = 4 + 12 * Math.sqrt(node.weight / most);
    node.half = Math.max(node.radius, Math.min(actorName(node.actor).length, 28) * 2.6);
  }
  const room = Math.sqrt((width * height) / nodes.length);
  d3.forceSimulation(nodes)
    .force(
      'tie',
      d3
        .forceLink(ties)
        .distance(room * 0.7)
        .strength((tie) => 0.25 + 0.5 * Math.min(1, tie.weight / 5)),
    )
    .force(
      'apart',
      d3
        .forceManyBody()
        .strength(-room * 2.4)
        .distanceMax(room * 3),
    )
    .force('touch', d3.forceCollide((node) => Math.min(node.half, room * 0.45) + 9).iterations(3))
    .force('x', d3.forceX(0).strength(0.12 * Math.min(1, height / width)))
    .force('y', d3.forceY(0).strength(0.12 * Math.max(1, width / height)))
    .stop()
    .tick(260);
  const fit = (axis, size, before, after) => {
    const low = Math.min(...nodes.map((node) => node[axis] - before(node)));
    const high = Math.max(...nodes.map((node) => node[axis] + after(node)));
    const scale = Math.min(1.4, (size - 16) / (high - low));
    for (const node of nodes) node[axis] = size / 2 + (node[axis] - (low + high) / 2) * scale;
  };
  fit(
    'x',
    width,
    (node) => node.half,
    (node) => node.half,
  );
  fit(
    'y',
    height,
    (node) => node.radius,
    (node) => node.radius + 16,
  );
}
