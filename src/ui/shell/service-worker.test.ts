import { describe, expect, test, vi } from 'vitest';
import { watchUpdates } from './service-worker';

class Worker extends EventTarget {
  state = 'installing';
  readonly postMessage = vi.fn();
  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

class Registration extends EventTarget {
  waiting: Worker | null = null;
  installing: Worker | null = null;
  readonly update = vi.fn(() => Promise.reject(new TypeError('no network')));
  find(): Worker {
    this.installing = new Worker();
    this.dispatchEvent(new Event('updatefound'));
    return this.installing;
  }
}

class Container extends EventTarget {
  readonly registration = new Registration();
  constructor(public controller: Worker | null) {
    super();
  }
  readonly register = vi.fn(() => Promise.resolve(this.registration));
  take(worker: Worker): void {
    this.controller = worker;
    this.dispatchEvent(new Event('controllerchange'));
  }
}

async function visit(first = false) {
  const container = new Container(first ? null : new Worker());
  const reload = vi.fn();
  let look: () => void = () => undefined;
  const updates = watchUpdates({
    container: container as unknown as ServiceWorkerContainer,
    script: '/sw.js',
    reload,
    onOccasion: (callback) => (look = callback),
  });
  const told = vi.fn();
  updates.subscribe(told);
  await Promise.resolve();
  await Promise.resolve();
  return { container, registration: container.registration, reload, updates, told, look: () => look() };
}

describe('updates by consent', () => {
  test('the first visit installs quietly', async () => {
    const { container, registration, reload, updates } = await visit(true);
    const worker = registration.find();
    worker.become('installed');
    container.take(worker);
    expect(updates.available()).toBe(false);
    expect(reload).not.toHaveBeenCalled();
  });

  test('a new version is offered, and waits', async () => {
    const { registration, reload, updates, told } = await visit();
    const worker = registration.find();
    expect(updates.available()).toBe(false);
    worker.become('installed');
    expect(updates.available()).toBe(true);
    expect(told).toHaveBeenCalledTimes(1);
    expect(worker.postMessage).not.toHaveBeenCalled();
    expect(reload).not.toHaveBeenCalled();
  });

  test('agreed to, it takes over, and then the page reloads', async () => {
    const { container, registration, reload, updates } = await visit();
    const worker = registration.find();
    worker.become('installed');
    updates.apply();
    expect(worker.postMessage).toHaveBeenCalledWith({ type: 'SKIP_WAITING' });
    expect(reload).not.toHaveBeenCalled();
    container.take(worker);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  test('agreed to in another tab, this one does not reload, but offers to', async () => {
    const { container, registration, reload, updates } = await visit();
    const worker = registration.find();
    worker.become('installed');
    container.take(worker);
    expect(reload).not.toHaveBeenCalled();
    expect(updates.available()).toBe(true);
    updates.apply();
    expect(reload).toHaveBeenCalledTimes(1);
  });

  test('looking for a new version without a network is no error', async () => {
    const { registration, look } = await visit();
    look();
    await Promise.resolve();
    expect(registration.update).toHaveBeenCalledTimes(1);
  });
});
