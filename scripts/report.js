// What the report's controls do: the filter of events, drawings of flows that answer the pointer, the chart of series.
'use strict';

function filterEvents() {
  const field = document.getElementById('find');
  field.addEventListener('input', () => {
    const wanted = field.value.toLowerCase();
    for (const row of document.querySelectorAll('.events tbody tr'))
      row.hidden = !row.textContent.toLowerCase().includes(wanted);
  });
}

function speak(figure) {
  const flows = [...figure.querySelectorAll('g[id^="flow:"]')].map(g => {
    const [, from, to, amount] = g.id.split(':');
    return {g, from, to, text: `${from} → ${to}: ${amount}`};
  });
  const choice = figure.querySelector('select'), said = figure.querySelector('output');
  const show = test => flows.forEach(flow => { flow.g.style.opacity = test(flow) ? 1 : 0.08; });
  const chosen = flow => !choice.value || flow.from === choice.value || flow.to === choice.value;
  const names = new Set(flows.flatMap(flow => [flow.from, flow.to]));
  for (const name of [...names].sort()) choice.add(new Option(name, name));
  choice.addEventListener('change', () => show(chosen));
  for (const flow of flows) {
    const tip = document.createElementNS('http://www.w3.org/2000/svg', 'title');
    tip.textContent = flow.text;
    flow.g.append(tip);
    for (const kind of ['mouseenter', 'click'])
      flow.g.addEventListener(kind, () => {
        said.textContent = flow.text;
        show(other => other.from === flow.from && other.to === flow.to);
      });
    flow.g.addEventListener('mouseleave', () => { said.textContent = ''; show(chosen); });
  }
}

// One chart, of the material and the quantity that are chosen: run, baseline, and the value at the pointer.
function explore() {
  const place = document.getElementById('series');
  if (!place || !window.Chart) return;
  const data = JSON.parse(place.textContent);
  const [material, quantity] = ['material', 'quantity'].map(name => document.getElementById(name));
  for (const name of Object.keys(data.values)) material.add(new Option(name, name));
  for (const [name, unit] of Object.entries(data.units)) quantity.add(new Option(`${name}, ${unit}`, name));
  const line = (label, colour, dash) => (
      {label, data: [], borderColor: colour, borderDash: dash, borderWidth: 2, pointRadius: 0});
  const sets = [line('run', '#0072B2', [])];
  if (data.based) sets.push(line('baseline', '#555555', [6, 4]));
  const chart = new Chart(document.getElementById('chart'), {
    type: 'line', data: {labels: data.months, datasets: sets},
    options: {animation: false, maintainAspectRatio: false, interaction: {mode: 'index', intersect: false},
              scales: {y: {beginAtZero: true, title: {display: true, text: ''}}, x: {ticks: {maxTicksLimit: 8}}}}});
  const draw = () => {
    sets.forEach((set, number) => { set.data = data.values[material.value][quantity.value][number]; });
    chart.options.scales.y.title.text = data.units[quantity.value];
    chart.update();
  };
  material.addEventListener('change', draw);
  quantity.addEventListener('change', draw);
  draw();
}

filterEvents();
document.querySelectorAll('.speaks').forEach(speak);
explore();
