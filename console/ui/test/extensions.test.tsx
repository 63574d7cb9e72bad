import { act, render, screen } from '@testing-library/react';
import { lazy } from 'react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { UiModule } from '../src/api/types';
import { startI18n } from '../src/i18n';
import { hostOf } from '../src/extensions/host';
import { pathOf, routes, textIn, widgets } from '../src/extensions/registry';
import { NotPermitted, type Host } from '../src/extensions/sdk';
import { Widgets } from '../src/extensions/Widgets';
import { fakeKernel } from './fakes';

const MODULE: UiModule = {
  plugin: 'lamps',
  digest: 'd',
  module: 'main.js',
  css: [],
  permissions: ['call:lamps'],
  files: ['main.js'],
  approved: true,
};
const undos: (() => void)[] = [];

function host(permissions = MODULE.permissions, plugin = 'lamps'): Host {
  const { host, undo } = hostOf({ ...MODULE, plugin, permissions }, '1.0.0');
  undos.push(undo);
  return host;
}
const Lamp = () => <p>a lamp</p>;
const widget = (id: string, component = Lamp) =>
  ({ id, title: { en: 'Lamps', zh: '灯' }, place: 'dashboard', component }) as const;

beforeAll(() => startI18n());
afterEach(() => {
  act(() => undos.splice(0).forEach((undo) => undo()));
  vi.unstubAllGlobals();
});

describe('what a module of a plugin gets', () => {
  it('keeps_to_the_permissions_of_its_manifest', async () => {
    const asked = fakeKernel({});
    await expect(host().get('/api/plugins')).rejects.toThrow(NotPermitted);
    await expect(host().call('other', 'on')).rejects.toThrow('call:other');
    await expect(host(['read']).get('https://elsewhere/')).rejects.toThrow('/api/');
    expect(asked).toEqual([]);
    fakeKernel({ 'GET /api/plugins': { plugins: [] } });
    await expect(host(['read']).get('/api/plugins')).resolves.toEqual({ plugins: [] });
  });

  it('adds_and_takes_back_panels', () => {
    render(<Widgets place="dashboard" />);
    let undo = () => {};
    act(() => void (undo = host().widgets.add(widget('one'))));
    expect(screen.getByRole('region', { name: 'Lamps' }).textContent).toContain('a lamp');
    act(() => undo());
    expect(screen.queryByRole('region')).toBeNull();
  });

  it('takes_everything_with_it_when_it_goes', () => {
    const lamps = host();
    host(['read'], 'doors').routes.add({ path: '', title: 'Doors', component: Lamp });
    lamps.widgets.add(widget('one'));
    lamps.routes.add({ path: 'all', title: 'All', component: Lamp });
    undos.shift()?.();
    expect(widgets.list()).toEqual([]);
    expect(routes.list().map(pathOf)).toEqual(['/x/doors']);
  });

  it('refuses_what_it_could_not_show', () => {
    const { routes: added, widgets: panels } = host();
    added.add({ path: 'one', title: 'One', component: Lamp });
    expect(() => added.add({ path: 'one', title: 'Two', component: Lamp })).toThrow('is taken');
    expect(() => added.add({ path: '../x', title: 'X', component: Lamp })).toThrow('path');
    expect(() => panels.add(widget('Ü'))).toThrow('id');
    for (let i = 1; i < 16; i++) added.add({ path: `p${i}`, title: 'P', component: Lamp });
    expect(() => added.add({ path: 'more', title: 'X', component: Lamp })).toThrow('16');
  });

  it('fails_alone', () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const Broken = () => {
      throw new Error('the bulb is broken');
    };
    render(<Widgets place="dashboard" />);
    act(() => {
      host().widgets.add(widget('broken', Broken));
      host(['read'], 'doors').widgets.add(widget('whole'));
    });
    expect(screen.getByRole('alert').textContent).toContain('the bulb is broken');
    expect(screen.getByText('a lamp')).toBeTruthy();
  });

  it('waits_alone', async () => {
    let arrive: () => void = () => undefined;
    const Late = lazy(
      () =>
        new Promise<{ default: typeof Lamp }>((done) => (arrive = () => done({ default: Lamp }))),
    );
    render(<Widgets place="dashboard" />);
    act(() => {
      host().widgets.add(widget('late', () => <Late />));
      host(['read'], 'doors').widgets.add(widget('there', () => <p>a door</p>));
    });
    expect(screen.getByText('a door')).toBeTruthy();
    expect(screen.queryByText('a lamp')).toBeNull();
    arrive();
    expect(await screen.findByText('a lamp')).toBeTruthy();
  });

  it('has_texts_for_one_or_every_language', () => {
    expect(textIn('Lamps', 'zh')).toBe('Lamps');
    expect(textIn({ en: 'Lamps', zh: '灯' }, 'zh')).toBe('灯');
    expect(textIn({ en: 'Lamps', zh: '灯' }, 'en')).toBe('Lamps');
  });
});
