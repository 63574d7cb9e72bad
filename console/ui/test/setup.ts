import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

afterEach(cleanup);

// What is waited for comes late on a machine that builds beside the tests.
configure({ asyncUtilTimeout: 10_000 });
