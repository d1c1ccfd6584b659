import type { Aws } from '../aws';
import { Refusal } from '../refusal';
import type { Routes } from '../routes';
import { machineCredentials } from './issued';

/** What an ECS or EKS container reads at AWS_CONTAINER_CREDENTIALS_FULL_URI. */
export const containerRoutes = (aws: Aws): Routes => ({
  'GET /container': [
    'GetContainerCredentials',
    (received, name) =>
      aws.answerJson(
        name,
        received,
        () => {
          const { container } = aws.world;
          if (!container) throw new Refusal(404, 'NotFound', 'This machine is no container');
          if (received.headers.authorization !== container.authorizationToken) {
            throw new Refusal(403, 'AccessDenied', 'Invalid authorization token');
          }
          return { RoleArn: container.roleArn, ...machineCredentials(aws, container.roleArn, 'container') };
        },
        ({ code, message }) => ({ code, message }),
      ),
  ],
});
