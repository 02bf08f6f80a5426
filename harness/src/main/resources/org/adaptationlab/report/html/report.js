'use strict';
(() => {
  const form = document.getElementById('filters');
  const cards = Array.from(document.querySelectorAll('#list > li'));
  const shown = document.getElementById('shown');
  const baseline = form.dataset.baseline;

  const examples = cards.map((card) => {
    const states = {};
    for (const answer of card.querySelectorAll('[data-mode]')) {
      states[answer.dataset.mode] = answer.className;
    }
    return { card, states, slice: card.dataset.slice, text: card.textContent.toLowerCase() };
  });

  const isState = (states, mode, wanted) => {
    switch (wanted) {
      case 'gained': return states[mode] === 'right' && states[baseline] === 'wrong';
      case 'lost': return states[mode] === 'wrong' && states[baseline] === 'right';
      default: return states[mode] === wanted;
    }
  };

  const fits = (example, wanted) => {
    if (wanted.slice && example.slice !== wanted.slice) return false;
    if (wanted.text && !example.text.includes(wanted.text)) return false;
    if (wanted.state === 'differ') {
      const mine = wanted.mode ? example.states[wanted.mode] : Object.values(example.states)[0];
      return mine !== undefined && Object.values(example.states).some((state) => state !== mine);
    }
    const modes = wanted.mode ? [wanted.mode] : Object.keys(example.states);
    return modes.some((mode) => mode in example.states
      && (!wanted.state || isState(example.states, mode, wanted.state)));
  };

  const apply = () => {
    const value = (name) => (form.elements[name] ? form.elements[name].value : '');
    const wanted = {
      mode: value('mode'), state: value('state'), slice: value('slice'), text: value('text').trim().toLowerCase(),
    };
    let count = 0;
    for (const example of examples) {
      const fit = fits(example, wanted);
      example.card.hidden = !fit;
      count += fit ? 1 : 0;
    }
    for (const answer of document.querySelectorAll('#list [data-mode]')) {
      answer.toggleAttribute('data-chosen', wanted.mode !== '' && answer.dataset.mode === wanted.mode);
    }
    shown.textContent = count + ' of ' + examples.length + ' shown';
  };

  form.hidden = false;
  form.addEventListener('input', apply);
  form.addEventListener('reset', () => setTimeout(apply));
  form.addEventListener('submit', (event) => event.preventDefault());
  apply();
})();
