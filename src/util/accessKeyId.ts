/** Whether an access key is an IAM user's own, by how its ID begins (IAM user guide, "Unique identifiers"). */
export const isLongTermKey = (accessKeyId: string): boolean => accessKeyId.startsWith('AKIA');

/** Whether an access key is temporary: AWS accepts it only with the session token that was issued with it. */
export const isTemporaryKey = (accessKeyId: string): boolean => accessKeyId.startsWith('ASIA');
