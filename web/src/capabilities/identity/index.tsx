import type { RouteObject } from 'react-router';
import { SignInPage } from './pages/SignInPage';

export const identityRoutes: RouteObject[] = [{ path: '/sign-in', Component: SignInPage }];
