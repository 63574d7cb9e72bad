import { render, screen } from '@testing-library/react';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { PageBoundary } from '../src/app/PageBoundary';
import { later, laterPage } from '../src/components/later';
import { startI18n } from '../src/i18n';

const Greeting = ({ name }: { name: string }) => <p>Hello {name}</p>;

beforeAll(() => startI18n());

describe('what is fetched when it is first shown', () => {
  it('stands_there_at_once_when_it_is_shown_again', async () => {
    const load = vi.fn(() => Promise.resolve({ default: Greeting }));
    const Later = later(load);
    expect(load).not.toHaveBeenCalled();
    const { unmount, container } = render(<Later name="Ada" />);
    expect(container.textContent).toBe('');
    await screen.findByText('Hello Ada');
    unmount();
    render(<Later name="Grace" />);
    expect(screen.getByText('Hello Grace')).toBeTruthy();
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('takes_the_props_of_each_moment', async () => {
    const Later = laterPage(() => Promise.resolve({ default: Greeting }));
    const { rerender, container } = render(<Later name="Ada" />);
    expect(container.querySelector('.page-loading')).toBeTruthy();
    rerender(<Later name="Grace" />);
    await screen.findByText('Hello Grace');
    rerender(<Later name="Joan" />);
    expect(screen.getByText('Hello Joan')).toBeTruthy();
  });

  it('fails_as_its_page_does', async () => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const Later = later<object>(() =>
      Promise.reject(new Error('Failed to fetch dynamically imported module: x')),
    );
    render(
      <PageBoundary>
        <Later />
      </PageBoundary>,
    );
    await screen.findByRole('alert');
    quiet.mockRestore();
  });
});
