'use strict';
// Saves what the teacher fills in as a file that the packet's key seals. Needs nothing but the page: no network, and no
// cryptography of the browser's, which some give only to pages from a server.

// SHA-256 (FIPS 180-4) of an array of bytes.
function sha256(bytes) {
  const constants = [];
  const state = [];
  for (let prime = 2; constants.length < 64; ++prime) {
    let isPrime = true;
    for (let factor = 2; factor * factor <= prime; ++factor) isPrime = isPrime && prime % factor !== 0;
    if (!isPrime) continue;
    if (state.length < 8) state.push(fraction(Math.sqrt(prime)));
    constants.push(fraction(Math.cbrt(prime)));
  }
  const padded = bytes.concat(0x80);
  while (padded.length % 64 !== 56) padded.push(0);
  const bits = bytes.length * 8;
  for (let shift = 56; shift >= 0; shift -= 8) padded.push(Math.floor(bits / 2 ** shift) & 0xff);
  const words = new Array(64);
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; ++i) {
      const from = at + 4 * i;
      words[i] = padded[from] << 24 | padded[from + 1] << 16 | padded[from + 2] << 8 | padded[from + 3];
    }
    for (let i = 16; i < 64; ++i) {
      const a = words[i - 15];
      const b = words[i - 2];
      words[i] = words[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ a >>> 3) + words[i - 7] +
          (turn(b, 17) ^ turn(b, 19) ^ b >>> 10) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; ++i) {
      const first = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & f ^ ~e & g) + constants[i] + words[i] | 0;
      const second = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & b ^ a & c ^ b & c) | 0;
      [a, b, c, d, e, f, g, h] = [first + second | 0, a, b, c, d + first | 0, e, f, g];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => { state[i] = state[i] + word | 0; });
  }
  return state.flatMap((word) => [word >>> 24, word >>> 16 & 0xff, word >>> 8 & 0xff, word & 0xff]);
}
function fraction(number) { return (number - Math.floor(number)) * 2 ** 32 | 0; }
function turn(word, by) { return word >>> by | word << 32 - by; }

// HMAC (RFC 2104) with a key of at most 64 bytes.
function sealOf(text, key) {
  const padded = key.concat(new Array(64 - key.length).fill(0));
  const inner = sha256(padded.map((byte) => byte ^ 0x36).concat(bytesOf(text)));
  return hexOf(sha256(padded.map((byte) => byte ^ 0x5c).concat(inner)));
}
function bytesOf(text) { return Array.from(new TextEncoder().encode(text)); }
function hexOf(bytes) { return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(''); }
function bytesFrom(hex) { return hex.match(/../g).map((digits) => parseInt(digits, 16)); }
// Half a character, which some keyboards leave, would make the file unreadable.
function whole(text) { return new TextDecoder().decode(new TextEncoder().encode(text)); }

const form = document.getElementById('answer');
const own = form.dataset;
const field = (id) => document.getElementById(id);

function newId() {
  const bytes = Array.from(crypto.getRandomValues(new Uint8Array(16)));
  bytes[6] = bytes[6] & 0x0f | 0x40;
  bytes[8] = bytes[8] & 0x3f | 0x80;
  return hexOf(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

// The answer as it stands, or nothing if nothing was filled in.
function answerNow() {
  const ratings = {};
  for (const select of form.querySelectorAll('select')) {
    if (select.value === '') continue;
    ratings[select.dataset.code] = /^\d+$/.test(select.value) ? Number(select.value) : select.value;
  }
  const answer = {
    id: newId(),
    observation: own.observation,
    answered_at_ms: Date.now(),
    acknowledged: field('acknowledged').checked,
    reply: whole(field('reply').value.trim()),
    reflection: whole(field('reflection').value.trim()),
    self_ratings: ratings,
  };
  const isEmpty = !answer.acknowledged && !answer.reply && !answer.reflection && !Object.keys(ratings).length;
  return isEmpty ? null : answer;
}

function sealed(answer) {
  const text = JSON.stringify(answer);
  const seal = sealOf(text, bytesFrom(own.key));
  return JSON.stringify({format: 'throughline-answer', version: 1, packet: own.packet, answer: text, seal: seal}, null, 1);
}

function say(text) { field('said').textContent = text; }

function save() {
  const answer = answerNow();
  if (!answer) return say('There is nothing to save yet: tick the box, write something, or rate a row.');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([sealed(answer) + '\n'], {type: 'application/json'}));
  link.download = own.file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  say('Saved as \u201c' + own.file + '\u201d, where your browser keeps downloads. Give that file to the observer.');
}

function mail() {
  const answer = answerNow();
  if (!answer) return say('There is nothing to write yet: tick the box, write something, or rate a row.');
  const encoded = btoa(String.fromCharCode(...bytesOf(sealed(answer)))).replace(/\+/g, '-').replace(/\//g, '_');
  const lines = encoded.replace(/=+$/, '').match(/.{1,64}/g);
  const words = [];
  if (answer.acknowledged) words.push('I have read the feedback.');
  if (answer.reply) words.push(answer.reply);
  if (answer.reflection) words.push(answer.reflection);
  words.push('For Throughline; please leave the lines below as they are.',
      ['-----BEGIN THROUGHLINE ANSWER-----', ...lines, '-----END THROUGHLINE ANSWER-----'].join('\n'));
  const address = 'mailto:' + encodeURIComponent(own.mail).replace(/%40/g, '@') +
      '?subject=' + encodeURIComponent('My answer to your feedback') +
      '&body=' + encodeURIComponent(words.join('\n\n').replace(/\n/g, '\r\n'));
  const lengthMax = 8000;
  if (address.length > lengthMax)
    return say('This answer is too long for a mail made by a page. Save it as a file and attach that to your mail.');
  window.location.href = address;
  say('Your mail program opens with the answer in it. If it does not, save the answer as a file instead.');
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  save();
});
field('mail').addEventListener('click', mail);
field('no-form').hidden = true;
form.hidden = false;
