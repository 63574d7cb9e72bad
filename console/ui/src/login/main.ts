import { paint, rememberedTheme, schemeOf } from '../app/palette';
import { ROOT, atRoot } from '../api/root';
import { LANGUAGES, markDocument, preferredLanguage, rememberLanguage } from '../i18n/language';
import logo from '../logo.svg';
import { nextPath } from './next';
import { LOGIN_TEXTS } from './texts';
import './login.css';

type Credential = { code: string } | { token: string };

if (window.top && window.top !== window.self) {
  window.top.location.reload(); // the session ended under an OSGi page in our frame
} else {
  paint(schemeOf(rememberedTheme()));
  start();
}

function start(): void {
  render();
  followLink();
  window.addEventListener('hashchange', followLink); // a link opened while this page is open loads nothing
}

function followLink(): void {
  const code = takeCode();
  if (code) void signIn({ code });
}

/** Reads the code of a login link and clears it from the address bar and the history. */
function takeCode(): string | undefined {
  const code = new URLSearchParams(window.location.hash.slice(1)).get('code');
  if (window.location.hash) {
    window.history.replaceState(null, '', window.location.pathname + window.location.search);
  }
  return code ?? undefined;
}

function render(): void {
  const language = preferredLanguage();
  const t = LOGIN_TEXTS[language];
  markDocument(language);
  document.title = t.title;
  const token = el('input', {
    id: 'token',
    type: 'password',
    autocomplete: 'current-password',
    spellcheck: 'false',
    'aria-describedby': 'hint status',
  });
  const form = el(
    'form',
    { novalidate: '' },
    el('label', { for: 'token' }, t.token),
    token,
    el('p', { id: 'hint', class: 'hint' }, t.tokenHint),
    el('p', { id: 'status', role: 'alert' }),
    el('button', { type: 'submit' }, t.submit),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = token.value.trim();
    if (text) void signIn({ token: text });
    else say(t.empty);
  });
  const other = el('button', { type: 'button', class: 'language' }, t.other);
  other.addEventListener('click', () => {
    rememberLanguage(LANGUAGES.find((it) => it !== language) ?? language);
    render();
  });
  const card = el(
    'main',
    { class: 'card' },
    el('img', { src: logo, alt: '', width: '44', height: '44' }),
    el('h1', {}, t.title),
    form,
    el('p', { class: 'link' }, t.link),
    el('pre', {}, 'backplane login-link'),
    other,
  );
  document.getElementById('root')?.replaceChildren(card);
  token.focus();
}

async function signIn(credential: Credential): Promise<void> {
  const t = LOGIN_TEXTS[preferredLanguage()];
  busy(true);
  say(t.busy, 'busy');
  try {
    const response = await fetch(atRoot('/auth/login'), {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(credential),
    });
    if (response.ok) {
      window.location.replace(nextPath(window.location.search, window.location.origin, ROOT));
      return;
    }
    say(complaint(response, 'code' in credential));
  } catch {
    say(t.unreachable);
  }
  busy(false);
}

function complaint(response: Response, byLink: boolean): string {
  const t = LOGIN_TEXTS[preferredLanguage()];
  if (response.status === 401) return byLink ? t.used : t.wrong;
  if (response.status === 429) {
    const seconds = response.headers.get('Retry-After');
    return seconds ? t.wait.replace('{seconds}', seconds) : t.later;
  }
  return t.failed.replace('{status}', String(response.status));
}

function say(text: string, kind = ''): void {
  const status = document.getElementById('status');
  if (!status) return;
  status.textContent = text;
  status.className = kind;
}

function busy(on: boolean): void {
  document.querySelectorAll<HTMLButtonElement>('form button').forEach((it) => {
    it.disabled = on;
  });
}

function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  element.append(...children);
  return element;
}
