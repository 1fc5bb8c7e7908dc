import { describe, expect, it, vi } from 'vitest';
import { Part } from './part.ts';

const host = () => ({
  requestUpdate: vi.fn(),
  addController() {},
  removeController() {},
  updateComplete: Promise.resolve(true),
});

describe('a part', () => {
  it('is fetched once for everybody who needs it, and draws each of them again', async () => {
    const fetch = vi.fn(() => Promise.resolve({ answer: 42 }));
    const part = new Part(fetch);
    const [one, other] = [host(), host()];
    expect(part.for(one)).toBeUndefined();
    expect(part.for(other)).toBeUndefined();
    await part.load();
    await vi.waitFor(() => expect(other.requestUpdate).toHaveBeenCalledOnce());
    expect(one.requestUpdate).toHaveBeenCalledOnce();
    expect(part.for(one)).toEqual({ answer: 42 });
    expect(fetch).toHaveBeenCalledOnce();
  });

  it('says that it failed, and does not ask again by itself', async () => {
    const fetch = vi.fn(() => Promise.reject<object>(new TypeError('no network')));
    const part = new Part(fetch);
    const one = host();
    part.for(one);
    await vi.waitFor(() => expect(one.requestUpdate).toHaveBeenCalledOnce());
    expect(part.failed).toBe(true);
    expect(part.for(one)).toBeUndefined();
    expect(fetch).toHaveBeenCalledOnce();
  });

  it('comes when it is asked for once more', async () => {
    const fetch = vi.fn(() => Promise.resolve({ answer: 42 }));
    fetch.mockRejectedValueOnce(new TypeError('no network'));
    const part = new Part(fetch);
    await expect(part.load()).rejects.toThrow('no network');
    await expect(part.load()).resolves.toEqual({ answer: 42 });
    expect(part.failed).toBe(false);
    expect(part.module).toEqual({ answer: 42 });
  });
});
