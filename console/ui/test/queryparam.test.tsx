import { render, screen } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useQueryParam } from '../src/components/useQueryParam';

function Field() {
  const [search, setSearch] = useQueryParam('q');
  const values = Array.from({ length: 3000 }, (_, i) => i);
  return (
    <>
      <input type="search" value={search} onChange={(it) => setSearch(it.target.value)} />
      <ul>
        {values.map((it) => (
          <li key={it}>{it + search}</li>
        ))}
      </ul>
    </>
  );
}

const environment = globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean };

/** As a browser does it: behind what is there, and not waiting for React. */
function type(field: HTMLInputElement, letter: string) {
  const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
  value?.set?.call(field, field.value + letter);
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

describe('a filter in the URL', () => {
  beforeEach(() => {
    environment.IS_REACT_ACT_ENVIRONMENT = false;
  });
  afterEach(() => {
    environment.IS_REACT_ACT_ENVIRONMENT = true;
  });

  it.each([0, 5, 10, 15])('keeps_every_letter_typed_each_%i_ms', async (ms) => {
    const router = createMemoryRouter([{ path: '/', element: <Field /> }]);
    render(<RouterProvider router={router} />);
    const field = await screen.findByRole<HTMLInputElement>('searchbox');
    for (const letter of 'thermometer') {
      type(field, letter);
      await pause(ms);
    }
    await expect
      .poll(() => router.state.location.search, { timeout: 10_000 })
      .toBe('?q=thermometer');
    expect(field.value).toBe('thermometer');
  });
});
