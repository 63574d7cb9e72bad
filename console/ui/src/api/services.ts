import { getJson, sendJson } from './client';
import type { Instance, Profile } from './instance';
import { instancePath } from './instances';

/** What a new service can begin as. */
export interface Template {
  id: string;
  name: string;
  description: string;
  language: 'javascript' | 'typescript';
  profile?: Profile;
}

export const readTemplates = (signal?: AbortSignal): Promise<Template[]> =>
  getJson<{ templates: Template[] }>('/api/templates', signal).then(({ templates }) => templates);

export const createService = (template: string, id: string): Promise<Instance> =>
  sendJson('POST', `/api/templates/${encodeURIComponent(template)}/create`, { id });

/** Copies the package's code into the workspace. */
export const editCode = (id: string): Promise<Instance> =>
  sendJson('POST', instancePath(id, '/code/edit'), {});

/** Goes back to the package's code; what the workspace held of its own is gone. */
export const discardCode = (id: string): Promise<Instance> =>
  sendJson('POST', instancePath(id, '/code/discard'), {});

/** Installs the workspace's code as a version of the package and moves the instance to it. */
export const publishCode = (id: string, version: string): Promise<Instance> =>
  sendJson('POST', instancePath(id, '/code/publish'), { version });
