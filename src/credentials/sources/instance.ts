import { fromInstanceMetadata } from '@smithy/credential-provider-imds';
import { misconfigured } from '../../errors';
import type { InstanceSource } from '../../plan/sources';
import { inTime } from '../deadline';
import { reason } from '../reason';
import type { Asking } from '../source';
import type { Issued } from '../types';
import { failed } from './failure';

/** As botocore: one attempt of a second each. Where there is no EC2, packets to its address are lost. */
const PATIENCE = { timeout: 1_000, maxRetries: 0 };

/** The SDK would write to the console. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** The credentials of the EC2 instance, from its metadata service. */
export async function askInstance({ profile }: InstanceSource, { env }: Asking): Promise<Issued> {
  if (env.AWS_EC2_METADATA_DISABLED?.toLowerCase() === 'true') {
    throw misconfigured(
      `The profile "${profile}" takes the credentials of the EC2 instance, and AWS_EC2_METADATA_DISABLED forbids to ask for them.`,
    );
  }
  try {
    return { credentials: await inTime(fromInstanceMetadata({ ...PATIENCE, logger: SILENT })()) };
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) {
      throw misconfigured(`The profile "${profile}" takes the credentials of the EC2 instance, which has no role.`);
    }
    throw failed(
      `The profile "${profile}" takes the credentials of the EC2 instance, and there is no instance metadata here: ${reason(error as Error)}.`,
    );
  }
}
