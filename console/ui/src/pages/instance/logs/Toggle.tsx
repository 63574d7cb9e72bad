import { Button } from 'antd';
import type { ReactNode } from 'react';

interface ToggleProps {
  label: string;
  icon: ReactNode;
  on: boolean;
  onChange: (on: boolean) => void;
}

/** A button that is on or off. */
export function Toggle({ label, icon, on, onChange }: ToggleProps) {
  return (
    <Button
      type="text"
      className={on ? 'toggle-on' : ''}
      aria-pressed={on}
      aria-label={label}
      title={label}
      icon={<span aria-hidden>{icon}</span>}
      onClick={() => onChange(!on)}
    />
  );
}
