import { EngineError } from '../errors';

/** Collects what goes wrong on the device's own time, to be thrown where the caller waits for a result. */
export class Faults {
  private first: EngineError | undefined;
  private readonly onError = (event: GPUUncapturedErrorEvent): void => {
    event.preventDefault();
    this.first ??= fromGpuError(event.error);
  };

  constructor(private readonly device: GPUDevice) {
    device.addEventListener('uncapturederror', this.onError);
    void device.lost.then((info) => {
      this.first = new EngineError('device-lost', info.message || 'the GPU device was lost', {
        reason: info.reason,
      });
    });
  }

  /** The first fault, or the loss of the device if that came later. */
  readonly get = (): EngineError | undefined => this.first;

  /** Stops listening. */
  dispose(): void {
    this.device.removeEventListener('uncapturederror', this.onError);
  }

  throwIfAny(): void {
    if (this.first) throw this.first;
  }
}

function fromGpuError(error: GPUError): EngineError {
  // By name: Node has no such globals to test against.
  const code = error.constructor.name === 'GPUOutOfMemoryError' ? 'out-of-memory' : 'internal';
  return new EngineError(code, error.message);
}
