import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { loadDashboard } from './app/pages';
import { followTheme } from './app/preferences';
import { loadSession } from './app/session';
import { startExtensions } from './extensions/loader';
import { startI18n } from './i18n';
import { startLive } from './live/socket';
import './app/app.css';

if (window.top && window.top !== window.self) {
  // an OSGi page in our own frame led back here: the frame gives way
  window.top.location.replace(window.location.href);
} else {
  followTheme();
  void loadSession();
  startLive();
  startExtensions();
  void start();
}

async function start(): Promise<void> {
  const first = /\/app\/?$/.test(window.location.pathname) ? loadDashboard() : undefined;
  first?.catch(() => undefined); // the router meets the same failure and shows it
  await startI18n();
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<App />);
}
