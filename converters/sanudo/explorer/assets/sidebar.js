// The filters beside the events: a list of values for each facet, dates, confidence.

const SHORT = 7;

function startSidebar() {
  const panel = $('filters');
  const sections = ['type', 'status', 'country', 'actor', 'publisher'].map(facetSection);
  panel.append(
    el(
      'div',
      { class: 'head' },
      el('h2', {}, 'Filters'),
      el('button', { type: 'button', id: 'clear', onclick: clearFilters }, 'Clear'),
    ),
    dates(),
    confidence(),
    ...sections.map((section) => section.node),
  );
  onFilters(() => {
    for (const section of sections) section.update();
    $('clear').hidden = !inForce().length;
    $('from').value = filters.from === null ? '' : isoOf(filters.from);
    $('to').value = filters.to === null ? '' : isoOf(filters.to);
    $('sure').value = Math.round(filters.confidence * 100);
    $('sure-shown').textContent = filters.confidence ? `${percent(filters.confidence)} or more` : 'any';
    if (document.activeElement !== $('search')) $('search').value = filters.text;
    if ($('corroborated')) $('corroborated').checked = filters.corroborated;
    if ($('disputed')) $('disputed').checked = filters.disputed;
    showChips();
  });
}

function dates() {
  const input = (id, name) =>
    el(
      'label',
      {},
      el('span', {}, id === 'from' ? 'From' : 'To'),
      el('input', {
        type: 'date',
        id,
        onchange: (change) => setFilter(name, change.target.value ? dayOf(change.target.value) : null),
      }),
    );
  return el('fieldset', { class: 'dates' }, el('legend', {}, 'Date'), input('from', 'from'), input('to', 'to'));
}

function confidence() {
  const check = (id, words) =>
    el(
      'label',
      { class: 'check' },
      el('input', {
        type: 'checkbox',
        id,
        onchange: (change) => setFilter(id, change.target.checked),
      }),
      el('span', {}, words),
    );
  return el(
    'fieldset',
    { class: 'sure' },
    el('legend', {}, 'Confidence'),
    el(
      'label',
      {},
      el('input', {
        type: 'range',
        id: 'sure',
        min: 0,
        max: 95,
        step: 5,
        value: 0,
        'aria-label': 'Least confidence',
        oninput: (change) => setFilter('confidence', change.target.value / 100),
      }),
      el('output', { id: 'sure-shown', for: 'sure' }),
    ),
    DATA.merged && [check('corroborated', 'Several publishers'), check('disputed', 'Reports disagree')],
  );
}

// The list of one facet's values, the most frequent first; the rest come with the search box or `more`.
function facetSection(name) {
  const facet = FACETS[name];
  let all = false;
  let typed = '';
  const total = new Set(EVENTS.flatMap(facet.of)).size;
  const list = el('ul', {});
  const more = el('button', {
    type: 'button',
    class: 'more',
    onclick: () => {
      all = !all;
      update();
    },
  });
  const find =
    total > SHORT * 2 &&
    el('input', {
      type: 'search',
      class: 'find',
      placeholder: `Find among ${total.toLocaleString('en')}`,
      'aria-label': `Find: ${facet.title}`,
      oninput: (input) => {
        typed = folded(input.target.value);
        update();
      },
    });
  const node = el('fieldset', { class: 'facet', id: `facet-${name}` }, el('legend', {}, facet.title), find, list, more);
  node.hidden = !total;

  function values() {
    const found = [...counts[name].keys()];
    for (const value of filters.chosen[name]) if (!counts[name].has(value)) found.push(value);
    const order = (value) => counts[name].get(value) ?? 0;
    const kept = typed ? found.filter((value) => folded(facet.name(value)).includes(typed)) : found;
    return kept.sort(
      (one, two) =>
        filters.chosen[name].has(two) - filters.chosen[name].has(one) ||
        order(two) - order(one) ||
        facet.name(one).localeCompare(facet.name(two)),
    );
  }

  function update() {
    const found = values();
    const most = Math.max(1, ...counts[name].values());
    const kept = document.activeElement?.dataset?.value;
    list.replaceChildren(...found.slice(0, all ? 200 : SHORT).map((value) => row(value, most)));
    if (kept) [...list.querySelectorAll('input')].find((input) => input.dataset.value === kept)?.focus();
    more.hidden = found.length <= SHORT;
    more.textContent = all ? 'Fewer' : `${(found.length - SHORT).toLocaleString('en')} more`;
  }

  function row(value, most) {
    const count = counts[name].get(value) ?? 0;
    const input = el('input', {
      type: 'checkbox',
      'data-value': `${name}:${value}`,
      onchange: () => toggle(name, value),
    });
    input.checked = filters.chosen[name].has(value);
    const bar = el('span', { class: 'share', 'aria-hidden': 'true' });
    bar.style.inlineSize = `calc((100% - 1.35rem) * ${(count / most).toFixed(3)})`;
    return el(
      'li',
      {},
      el(
        'label',
        { class: 'check' },
        input,
        el('span', { class: 'value' }, el('bdi', {}, facet.name(value))),
        el('span', { class: 'number' }, count.toLocaleString('en')),
      ),
      bar,
    );
  }
  return { node, update };
}

function showChips() {
  $('chips').replaceChildren(
    ...inForce().map((one) =>
      el(
        'button',
        {
          type: 'button',
          class: 'chip',
          'aria-label': `Take away: ${one.kind} ${one.words}`,
          onclick: one.remove,
        },
        one.kind && el('span', { class: 'kind' }, one.kind),
        el('bdi', {}, one.words),
        el('span', { 'aria-hidden': 'true' }, '×'),
      ),
    ),
  );
  $('chips').hidden = !$('chips').childElementCount;
}
