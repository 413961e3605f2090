// Elements are made here and nowhere else. Text becomes text nodes: nothing of an article is ever read as markup.

const $ = (id) => document.getElementById(id);

function built(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const el = (name, attributes, ...children) => built(document.createElement(name), attributes, children);

const svg = (name, attributes, ...children) =>
  built(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);

// A link to an address that the web serves; other addresses are shown as text.
function link(address, words) {
  const web = /^https?:\/\//i.test(address ?? '');
  return web ? el('a', { href: address, rel: 'noreferrer noopener', target: '_blank' }, words) : el('span', {}, words);
}

// Runs a function once before the next paint, however often it is asked for.
function soon(work) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      work();
    });
  };
}

// How an event is told, by form: a full disc, a ring, a triangle, a cross, a struck ring. Each in a box of 2 by 2.
const FORMS = {
  fact: 'M-.9 0A.9 .9 0 1 0 .9 0A.9 .9 0 1 0 -.9 0Z',
  plan: 'M-.75 0A.75 .75 0 1 0 .75 0A.75 .75 0 1 0 -.75 0Z',
  claim: 'M0 -.95L.98 .78L-.98 .78Z',
  denial: 'M-.72 -.72L.72 .72M-.72 .72L.72 -.72',
  off: 'M-.75 0A.75 .75 0 1 0 .75 0A.75 .75 0 1 0 -.75 0ZM-.95 .95L.95 -.95',
};

// The mark of a standing at x, y. What is alleged, not said, is a hollow triangle.
function mark(standing, x, y, size, attributes, hollow) {
  return svg('path', {
    d: FORMS[standing],
    class: `mark ${standing}${hollow ? ' hollow' : ''}`,
    transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${(size / 2).toFixed(2)})`,
    ...attributes,
  });
}

function icon(event) {
  return svg(
    'svg',
    { class: 'icon', viewBox: '-6.5 -6.5 13 13', 'aria-hidden': 'true' },
    mark(event.standing, 0, 0, 10, null, event.hollow),
  );
}
