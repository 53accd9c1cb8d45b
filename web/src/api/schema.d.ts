// Written by `npm run generate` from openapi.json; do not edit.
export interface paths {
    "/api/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All agents by staff number. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Versioned_Agent"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agents/{staff_number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One agent by staff number. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    staff_number: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Versioned_Agent"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes team, skills or capacity live; what is being handled is not touched. */
        patch: {
            parameters: {
                query?: {
                    /**
                     * @description The version that was edited; another one that is stored by now is not overwritten (409). Without it, whatever is
                     *     stored is replaced.
                     */
                    version?: string;
                };
                header?: never;
                path: {
                    staff_number: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AgentChange"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Versioned_Agent"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/agents/{staff_number}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Declares an agent's presence: one's own, or as supervisor anyone's. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    staff_number: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["StateForm"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AgentLive"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what to which object, from where and why; the newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description Of this account only. */
                    who?: string;
                    /** @description About this only. */
                    topic?: components["schemas"]["AuditTopic"];
                    /** @description This action only, such as `audit.customer_revealed`. */
                    action?: string;
                    /** @description Done to this only: a sort of thing (`customer`), or one (`customer:018f…`). */
                    object?: string;
                    /** @description Not before. */
                    from?: components["schemas"]["Timestamp"];
                    /** @description Before. */
                    to?: components["schemas"]["Timestamp"];
                    /** @description Entries per page, 1..=200; 50 by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_AuditEntry"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The actions that can stand in the audit log. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_AuditAction"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The audit log as a table (CSV); the export and its reason stand in it afterwards. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AuditExportForm"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": number[];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/break-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The kinds of breaks with their limits. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_BreakKind"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calendars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All calendars by name. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Versioned_Calendar"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calendars/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Creates or replaces a calendar. */
        put: {
            parameters: {
                query?: {
                    /**
                     * @description The version that was edited; another one that is stored by now is not overwritten (409). Without it, whatever is
                     *     stored is replaced.
                     */
                    version?: string;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CalendarForm"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Versioned_Calendar"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/care-campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a task for each customer of a group: a greeting on a date, a notice of a risk. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CampaignForm"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Campaign"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/care-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How often prospects are contacted, how early members are reminded. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Versioned_CareSettings"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Sets how often and how early; tasks that wait move with it. */
        put: {
            parameters: {
                query?: {
                    /**
                     * @description The version that was edited; another one that is stored by now is not overwritten (409). Without it, whatever is
                     *     stored is replaced.
                     */
                    version?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CareSettings"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Versioned_CareSettings"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/care-tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Open tasks, what is due first first; of one customer the done ones as well. */
        get: {
            parameters: {
                query?: {
                    /** @description Only tasks of this customer, done ones as well. */
                    customer?: components["schemas"]["CustomerId"];
                    /** @description Only this kind. */
                    kind?: components["schemas"]["CareKind"];
                    /** @description Only tasks due before; the present instant by default, unless a customer is named. */
                    before?: components["schemas"]["Timestamp"];
                    /** @description Items per page, 1..=200; 50 by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_CareView"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/care-tasks/{id}/outcome": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes a task with what came of it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CareOutcome"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The category tree in its order. It is edited as a whole: each category bears the version of all. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Versioned_Category"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Replaces the category tree; records that were written keep theirs. */
        put: {
            parameters: {
                query?: {
                    /**
                     * @description The version that was edited; another one that is stored by now is not overwritten (409). Without it, whatever is
                     *     stored is replaced.
                     */
                    version?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Category"][];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contact-paths": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The call manual's flow chart, along which each contact goes to an end; the first question comes first. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_PathQuestionDoc"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Contacts, newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description Only this state. */
                    state?: components["schemas"]["ContactState"];
                    /** @description Only this channel. */
                    channel?: components["schemas"]["Channel"];
                    /** @description Only this queue. */
                    queue?: components["schemas"]["QueueId"];
                    /** @description Only this agent: staff number or id. */
                    agent?: string;
                    /** @description Only this customer. */
                    customer?: components["schemas"]["CustomerId"];
                    /** @description Only this caller's number. */
                    caller?: string;
                    /** @description Arrived at or after. */
                    from?: components["schemas"]["Timestamp"];
                    /** @description Arrived before. */
                    to?: components["schemas"]["Timestamp"];
                    /** @description Items per page, 1..=200; 50 by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Contact"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One contact. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Contact"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/{id}/customer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Says whose contact it is. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CustomerLink"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Contact"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole story of a contact in order, the router's reasons included. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_StoryItem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/{id}/record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Writes the record with the promise given in it; in after-call work a complete record finishes that, unless `finish`
         *     is false. A vague promise is refused with times to choose, and nothing is written.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WrapUpForm"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Contact"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The caller's whole number, for a reason that goes to the audit log. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NumberReason"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CallerNumber"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customer-duplicates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Pairs of records that may be one customer, the likeliest first. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; 50 by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_DuplicatePair"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customer-duplicates/distinct": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that two records are two customers: they are offered no more. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["DistinctForm"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customer-exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A table of customers in whole; the export and its reason go to the audit log. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ExportForm"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": number[];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customer-facets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tags and regions in use. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CustomerFacets"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customer-fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The centre's own fields. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Versioned_CustomerField"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Replaces the centre's own fields. */
        put: {
            parameters: {
                query?: {
                    /**
                     * @description The version that was edited; another one that is stored by now is not overwritten (409). Without it, whatever is
                     *     stored is replaced.
                     */
                    version?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CustomerField"][];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Versioned_CustomerField"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customer-imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Imports, the newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; 50 by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_CustomerImport"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Takes a CSV or XLSX file: its head is read, its columns are guessed, nothing is imported yet. */
        post: {
            parameters: {
                query: {
                    /** @description Name of the file, which ends in `.csv` or `.xlsx`. */
                    name: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/octet-stream": number[];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CustomerImport"];
                    };
                };
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customer-imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One import and how far it is. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CustomerImport"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customer-imports/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives an import up; what was imported before stays. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CustomerImport"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customer-imports/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The first rows with what would be wrong with them. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ImportPlan"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_ImportRow"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customer-imports/{id}/rejected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rejected rows as they came, with the reasons in the reader's language. */
        get: {
            parameters: {
                query?: {
                    /** @description Form of the table; CSV by default. */
                    format?: components["schemas"]["TableFormat"];
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": number[];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customer-imports/{id}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Carries an import out in the background; it goes on after a restart where it stopped. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ImportPlan"];
                };
            };
            responses: {
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CustomerImport"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customer-merges/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes two merged records apart again, as they were. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Customers, newest first. */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description Part of the name, or a whole number, address or code. Who sees numbers or addresses in whole finds them by their
                     *     begin as well.
                     */
                    q?: string;
                    /** @description Only this stage. */
                    stage?: components["schemas"]["Stage"];
                    /** @description Only this level. */
                    level?: components["schemas"]["Level"];
                    /** @description Only this tag. */
                    tag?: string;
                    /** @description Only this region. */
                    region?: string;
                    /** @description Only persons or only organisations. */
                    kind?: components["schemas"]["CustomerKind"];
                    /** @description Items per page, 1..=200; 50 by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Customer"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Creates a customer. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CustomerForm"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Customer"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One customer. A record that went up in another names that one. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Customer"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Changes a customer's data. With the version seen, what others changed meanwhile is told (409), not overwritten. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CustomerForm"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Customer"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/life": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A customer's life: every move with who, when and why, what is possible now, and the whole picture. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CustomerLife"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Moves a customer's life. Not possible from where the customer stands: 409 with what is. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LifecycleCommand"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CustomerLife"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/lookalikes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Records that may be the same customer, with the evidence. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Lookalike"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/memos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Notes on a customer, the newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; 50 by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_CustomerMemo"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Writes a note on a customer: a memo (`customers.write`) or a record of quality (`customers.quality`). */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CustomerMemoForm"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CustomerMemo"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/merges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Merges in which a record took part, the newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_MergeView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Lets another record go up in this one; its contacts and tickets follow. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MergeForm"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MergeView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/recommendations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is to be proposed to a customer, then what the customer answered before. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_CustomerRecommendation"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/recommendations/{recommendation}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Notes what a customer says to a recommendation. An interest, and a wish to be asked later, become a care task; what
         *     was declined is not proposed again.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    recommendation: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Masked data in whole, for a reason that goes to the audit log. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RevealForm"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Revealed"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/department-members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Departments with those who belong to them. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Versioned_DepartmentWithMembers"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/departments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Departments to which tickets are passed. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Department"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/departments/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Creates or replaces a department with those who belong to it. */
        put: {
            parameters: {
                query?: {
                    /**
                     * @description The version that was edited; another one that is stored by now is not overwritten (409). Without it, whatever is
                     *     stored is replaced.
                     */
                    version?: string;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["DepartmentForm"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Versioned_DepartmentWithMembers"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/entry-flows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All entry flows. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_FlowSummary"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/entry-flows/try-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries a flow out with simulated keys, without saving it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TryOut"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Trace"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/entry-flows/{name}/published": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Lets new calls enter a version; calls inside keep theirs. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Publication"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/entry-flows/{name}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The versions of a flow, newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_FlowVersion"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Saves a flow as a new version; a faulty one is refused with each fault's node and field. */
        post: {
            parameters: {
                query?: {
                    /**
                     * @description The version that was edited; another one that is stored by now is not overwritten (409). Without it, whatever is
                     *     stored is replaced.
                     */
                    version?: string;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["FlowText"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FlowVersion"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * WebSocket of live events: `{seq, at, kind, subject, actor, data}` each. The first message is `{"hello":{"seq":N}}`;
         *     `{"resync":{"seq":N}}` says that too much was missed and the present state should be read anew.
         */
        get: {
            parameters: {
                query?: {
                    /** @description The last number seen; without it only new events are told. */
                    after?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Switching to WebSocket */
                101: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicator-aims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is aimed at with each indicator, and where a warning begins. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Versioned_Aim"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicator-aims/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets what the centre aims at with an indicator, whatever the definitions. */
        put: {
            parameters: {
                query?: {
                    /**
                     * @description The version that was edited; another one that is stored by now is not overwritten (409). Without it, whatever is
                     *     stored is replaced.
                     */
                    version?: string;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AimForm"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Versioned_Aim"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Back to what the definition names by itself. */
        delete: {
            parameters: {
                query?: {
                    /**
                     * @description The version that was edited; another one that is stored by now is not overwritten (409). Without it, whatever is
                     *     stored is replaced.
                     */
                    version?: string;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Versioned_Aim"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All indicators of a period, each with what was counted; agents may ask for their own. */
        get: {
            parameters: {
                query?: {
                    /** @description From this instant on; the begin of today in the centre's zone by default. */
                    from?: components["schemas"]["Timestamp"];
                    /** @description Up to this instant; the end of today by default. */
                    to?: components["schemas"]["Timestamp"];
                    /** @description Only this queue: id, key or name. */
                    queue?: string;
                    /** @description Only this agent: staff number or id. */
                    agent?: string;
                    /** @description Only this team: name or id. */
                    team?: string;
                    /** @description `manual` (default), `gbt33358` or `industry`. */
                    preset?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Indicators"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/intervals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The half hours of a period: counts and service level. */
        get: {
            parameters: {
                query?: {
                    /** @description From this instant on; the begin of today in the centre's zone by default. */
                    from?: components["schemas"]["Timestamp"];
                    /** @description Up to this instant; the end of today by default. */
                    to?: components["schemas"]["Timestamp"];
                    /** @description Only this queue: id, key or name. */
                    queue?: string;
                    /** @description Only this agent: staff number or id. */
                    agent?: string;
                    /** @description Only this team: name or id. */
                    team?: string;
                    /** @description `manual` (default), `gbt33358` or `industry`. */
                    preset?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_HalfHour"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The course of all indicators: each point says what the indicators of its part of the period say. */
        get: {
            parameters: {
                query?: {
                    /** @description From this instant on; the begin of today in the centre's zone by default. */
                    from?: components["schemas"]["Timestamp"];
                    /** @description Up to this instant; the end of today by default. */
                    to?: components["schemas"]["Timestamp"];
                    /** @description Only this queue: id, key or name. */
                    queue?: string;
                    /** @description Only this agent: staff number or id. */
                    agent?: string;
                    /** @description Only this team: name or id. */
                    team?: string;
                    /** @description `manual` (default), `gbt33358` or `industry`. */
                    preset?: string;
                    /** @description `day` (default; counted from `from`) or `half_hour`, in the centre's zone. */
                    by?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_SeriesPoint"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tickets by type and state, with the indicators of each type. */
        get: {
            parameters: {
                query?: {
                    /** @description From this instant on; the begin of today in the centre's zone by default. */
                    from?: components["schemas"]["Timestamp"];
                    /** @description Up to this instant; the end of today by default. */
                    to?: components["schemas"]["Timestamp"];
                    /** @description Only this queue: id, key or name. */
                    queue?: string;
                    /** @description Only this agent: staff number or id. */
                    agent?: string;
                    /** @description Only this team: name or id. */
                    team?: string;
                    /** @description `manual` (default), `gbt33358` or `industry`. */
                    preset?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_TicketsOfType"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/{name}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The contacts (or agents, promises, tickets) that an indicator counted; their sums are its figures. */
        get: {
            parameters: {
                query?: {
                    /** @description From this instant on; the begin of today in the centre's zone by default. */
                    from?: components["schemas"]["Timestamp"];
                    /** @description Up to this instant; the end of today by default. */
                    to?: components["schemas"]["Timestamp"];
                    /** @description Only this queue: id, key or name. */
                    queue?: string;
                    /** @description Only this agent: staff number or id. */
                    agent?: string;
                    /** @description Only this team: name or id. */
                    team?: string;
                    /** @description `manual` (default), `gbt33358` or `industry`. */
                    preset?: string;
                    /** @description Only tickets of this type, for indicators over tickets. */
                    ticket_type?: string;
                    /** @description Only tickets in this state, for indicators over tickets. */
                    state?: string;
                    /** @description Items per page, 1..=200; 50 by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Counted"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Queues and agents as they stand now. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LiveBoard"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/live/contacts/{id}/redirect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a waiting contact to another queue; it keeps its waiting time. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Redirection"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/numbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All numbers. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Versioned_Number"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Creates a number. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NumberForm"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Versioned_Number"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/numbers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes a number. */
        put: {
            parameters: {
                query?: {
                    /**
                     * @description The version that was edited; another one that is stored by now is not overwritten (409). Without it, whatever is
                     *     stored is replaced.
                     */
                    version?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NumberForm"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Versioned_Number"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Removes a number: calls to it are answered 404. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/promises": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Promises, what is due first first unless another order is asked for. */
        get: {
            parameters: {
                query?: {
                    /** @description Where they stand; all by default. */
                    show?: "open" | "due_soon" | "overdue" | "kept" | "broken" | "withdrawn" | "all";
                    /** @description `me`, `team` (the own one), `agent:ID`, `team:ID`, `user:ID`. */
                    owner?: string;
                    /** @description What sort. */
                    kind?: "call_back" | "complaint_answer" | "suggestion_reply" | "first_reply" | "transfer_call_back" | "recovery_notice" | "return_visit" | "action";
                    /** @description From where it came. */
                    source?: "wrap_up" | "call_back" | "voice_message" | "written" | "visit";
                    /** @description The customer. */
                    customer?: components["schemas"]["CustomerId"];
                    /** @description The contact. */
                    contact?: components["schemas"]["ContactId"];
                    /** @description The ticket. */
                    ticket?: components["schemas"]["TicketId"];
                    /** @description Due at or after. */
                    from?: components["schemas"]["Timestamp"];
                    /** @description Due before. */
                    to?: components["schemas"]["Timestamp"];
                    /** @description `me`: only those that are broken, open, and escalated to oneself. */
                    escalated?: "me";
                    /** @description What is due last comes first. */
                    newest?: boolean;
                    /** @description Items per page, 1..=200; 50 by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Promise"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Makes a promise; vague times are refused with what could be promised. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewPromise"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Promise"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/promises/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many promises stand where; `show`, `limit` and `cursor` do not count here. */
        get: {
            parameters: {
                query?: {
                    /** @description Where they stand; all by default. */
                    show?: "open" | "due_soon" | "overdue" | "kept" | "broken" | "withdrawn" | "all";
                    /** @description `me`, `team` (the own one), `agent:ID`, `team:ID`, `user:ID`. */
                    owner?: string;
                    /** @description What sort. */
                    kind?: "call_back" | "complaint_answer" | "suggestion_reply" | "first_reply" | "transfer_call_back" | "recovery_notice" | "return_visit" | "action";
                    /** @description From where it came. */
                    source?: "wrap_up" | "call_back" | "voice_message" | "written" | "visit";
                    /** @description The customer. */
                    customer?: components["schemas"]["CustomerId"];
                    /** @description The contact. */
                    contact?: components["schemas"]["ContactId"];
                    /** @description The ticket. */
                    ticket?: components["schemas"]["TicketId"];
                    /** @description Due at or after. */
                    from?: components["schemas"]["Timestamp"];
                    /** @description Due before. */
                    to?: components["schemas"]["Timestamp"];
                    /** @description `me`: only those that are broken, open, and escalated to oneself. */
                    escalated?: "me";
                    /** @description What is due last comes first. */
                    newest?: boolean;
                    /** @description Items per page, 1..=200; 50 by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PromiseCounts"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/promises/due": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is due at the own desk: promises, call-backs, voice messages, visits, tickets; what breaches first first. */
        get: {
            parameters: {
                query?: {
                    /** @description What anyone in the own team answers for, too. */
                    team?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_DueItem"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/promises/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is understood of a time that somebody types: the instant, or why it is none; times that can be promised. */
        get: {
            parameters: {
                query?: {
                    /** @description What is typed so far. */
                    when?: string;
                    /** @description What is promised, as typed so far: absolute words are flagged in it as well. */
                    matter?: string;
                    /** @description What sort of promise; a call back by default. */
                    kind?: "call_back" | "complaint_answer" | "suggestion_reply" | "first_reply" | "transfer_call_back" | "recovery_notice" | "return_visit" | "action";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PromisePreview"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/promises/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How promises are reminded of, escalated and offered. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Versioned_PromiseSettings"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Replaces the settings; clocks that run follow them. */
        put: {
            parameters: {
                query?: {
                    /**
                     * @description The version that was edited; another one that is stored by now is not overwritten (409). Without it, whatever is
                     *     stored is replaced.
                     */
                    version?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PromiseSettings"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Versioned_PromiseSettings"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/promises/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One promise, with what the reader can do now. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Promise"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/promises/{id}/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does something with a promise. Not possible now: 409 with what is. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PromiseActionForm"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Promise"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/promises/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole story of a promise in order. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_PromiseStoryItem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prompts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All uploaded prompts. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_PromptView"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Uploads a WAV file as a prompt. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "multipart/form-data": components["schemas"]["PromptUpload"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PromptView"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All queues. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Versioned_Queue"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Creates a queue. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["QueueForm"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Versioned_Queue"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/queues/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes a queue live; what is being handled is not touched. */
        put: {
            parameters: {
                query?: {
                    /**
                     * @description The version that was edited; another one that is stored by now is not overwritten (409). Without it, whatever is
                     *     stored is replaced.
                     */
                    version?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["QueueForm"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Versioned_Queue"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Removes a queue that nothing waits in. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recommendations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recommendations, the newest first, with how customers answered. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; 50 by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Recommendation"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Recommends something to a group: it is proposed to each of its customers when they are spoken with. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RecommendationForm"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Recommendation"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recommendations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes a recommendation; an end that is past ends it. What customers said stays. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RecommendationForm"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Recommendation"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recordings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A recording's facts. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Recording"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recordings/{id}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A recording's audio as A-law WAV; left: customer, right: agent. Ranges are answered, so
         *     that players can seek. Listening is audited.
         */
        get: {
            parameters: {
                query?: {
                    /** @description As a file to keep. */
                    download?: boolean;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "audio/wav": unknown;
                    };
                };
                206: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "audio/wav": unknown;
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                416: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recordings/{id}/peaks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A recording's waveform. */
        get: {
            parameters: {
                query?: {
                    /** @description Peaks per channel, 1..=4000; 800 by default. */
                    buckets?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Waveform"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/return-visits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Return visits, what is due first first. */
        get: {
            parameters: {
                query?: {
                    /** @description `planned`, `done`, `given_up`, `cancelled`. */
                    state?: string;
                    /** @description The ticket. */
                    ticket?: components["schemas"]["TicketId"];
                    /** @description The customer. */
                    customer?: components["schemas"]["CustomerId"];
                    /** @description Items per page, 1..=200; 50 by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_ReturnVisitView"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Plans a return visit. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewVisitForm"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReturnVisitView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/return-visits/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One return visit with its script. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReturnVisitView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/return-visits/{id}/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does something with a visit; one that found the matter unsettled opens its ticket again. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["VisitAction"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReturnVisitView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The account that is signed in, and its permissions. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OwnSession"];
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Signs in; answers the token and sets it as a cookie for browsers. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SignIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignedIn"];
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Signs out: the token is worthless afterwards. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The open sessions of the account that is signed in. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_SessionView"];
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/all/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one of the own sessions, such as on a lost device. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/skills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All skills. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Skill"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Creates a skill, or answers the one of that name. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Named"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Skill"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All teams. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Team"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Creates a team, or answers the one of that name. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Named"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Team"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telephony/calls/{id}/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Holds, resumes, mutes, unmutes or ends a call, or hands the caller to the survey. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CallAction"];
                };
            };
            responses: {
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telephony/device": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A device secret for the own desk, so that the browser never keeps the password. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Device"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telephony/hotlines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The numbers that the caller's page `/call` may call; open to anyone. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Hotline"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telephony/outside-calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Calls outside contacts that agents tried or that were tried with them, newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; 50 by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_OutsideCall"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ticket-bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does the same with many tickets, each by itself; what is not possible is told for each. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TicketBulkForm"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_TicketBulkResult"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ticket-counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How many tickets each of some views shows, in their order; up to 99 are counted. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TicketCountForm"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_TicketCount"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ticket-filing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When closed tickets are filed and deleted. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Versioned_FilingRule"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Sets when closed tickets are filed and deleted. */
        put: {
            parameters: {
                query?: {
                    /**
                     * @description The version that was edited; another one that is stored by now is not overwritten (409). Without it, whatever is
                     *     stored is replaced.
                     */
                    version?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["FilingRule"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Versioned_FilingRule"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ticket-incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Crisis cases that are not over, the worst first: their one wording is shown at every desk. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_TicketIncident"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ticket-macros": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All macros. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Versioned_TicketMacro"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Keeps a new macro. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TicketMacroForm"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Versioned_TicketMacro"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ticket-macros/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes a macro. */
        put: {
            parameters: {
                query?: {
                    /**
                     * @description The version that was edited; another one that is stored by now is not overwritten (409). Without it, whatever is
                     *     stored is replaced.
                     */
                    version?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TicketMacroForm"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Versioned_TicketMacro"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Forgets a macro. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ticket-notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The reader's notices, the newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description Only those that were not read. */
                    unread?: boolean;
                    /** @description Items per page, 1..=200; 50 by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_TicketNotice"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ticket-notices/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks notices as read; none named: all. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TicketNoticesRead"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TicketUnread"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ticket-notices/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many notices the reader has not read. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TicketUnread"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ticket-people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People who can be given work or be mentioned. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_TicketPerson"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ticket-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest edition of each ticket type. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_TicketType"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ticket-types/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Saves an edition of a ticket type; its `version` is the one that was edited, 0 for a new type. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TicketType"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TicketType"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ticket-types/{name}/editions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The editions of a ticket type, the newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_TicketTypeEdition"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ticket-view-order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Puts the reader's views in order, for the reader alone. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TicketViewOrder"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_TicketSavedView"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ticket-views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Views that the reader has: everybody's, the team's and own ones, in the reader's order. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_TicketSavedView"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Keeps a new view; one for a team or for everybody needs `tickets.share`. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TicketSavedViewForm"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TicketSavedView"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ticket-views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes a view: its name, its conditions, who has it. Changed by somebody else since `version`: 409. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TicketSavedViewForm"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TicketSavedView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Forgets a view. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tickets, what breaches first first unless another order is asked for. A department sees what was passed to it. */
        get: {
            parameters: {
                query?: {
                    /** @description The type. */
                    type?: string;
                    /** @description The state. */
                    state?: string;
                    /** @description Only such as are not closed or merged, or only such as are. */
                    open?: boolean;
                    /** @description What the state means, such as `department` or `visit`. */
                    kind?: string;
                    /** @description `urgent`, `high`, `normal` or `low`. */
                    priority?: string;
                    /** @description Only such as are late now, or only such as are not. */
                    overdue?: boolean;
                    /**
                     * @description Only such as were filed, or only such as were not. Nothing said: those that were filed are left out, unless
                     *     something in particular is looked for (`q`, `customer`, `contact`).
                     */
                    filed?: boolean;
                    /** @description Part of the title, or the number. */
                    q?: string;
                    /** @description `agent:ID`, `team:ID`, `user:ID`, `me`, or `none`. */
                    assignee?: string;
                    /** @description Which department has it now. */
                    department?: string;
                    /** @description The customer. */
                    customer?: components["schemas"]["CustomerId"];
                    /** @description The contact. */
                    contact?: components["schemas"]["ContactId"];
                    /** @description What comes first: `due` (default) or `newest`. */
                    sort?: "due" | "newest";
                    /** @description Items per page, 1..=200; 50 by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_TicketSummary"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Opens a ticket; from a contact it carries customer, matter and category over. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewTicketForm"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Ticket"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One ticket, with what the reader can do now. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Ticket"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does something with a ticket. Not possible now: 409 with what is; changed meanwhile: 409 with what was changed. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ActionForm"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Ticket"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Files on a ticket, as they came. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_AttachmentView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Puts a file on a ticket; the same file under the same name comes once. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "multipart/form-data": components["schemas"]["AttachmentUpload"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AttachmentView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/attachments/{attachment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The content of a file. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    attachment: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": number[];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/attachments/{attachment}/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a file away, with a reason that stays in the history. The own one needs no more than the right to work on the
         *     ticket; any other needs `tickets.remove_files`. Files of a ticket that is over, must be kept or is a crisis case stay.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    attachment: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AttachmentRemoval"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/due": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why each clock of a ticket is due when it is. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_TicketDue"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole story of a ticket in order. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_TicketStoryItem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Says that a ticket must be kept, whatever the rule of filing says. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TicketHoldForm"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Ticket"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Lifts what keeps a ticket. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Ticket"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/late-notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Writes down what a worker has to say about a job that is with somebody else by now. Where it never was theirs it is not
         *     there.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LateNoteForm"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/looked-at": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The reader has looked at a ticket: what was said about it is read. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TicketUnread"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/macros/{macro_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Carries a macro out on a ticket: all of it or nothing. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    macro_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Ticket"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/signatures/{signature}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A customer's signature on a job. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    signature: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TicketSignature"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trunks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All trunks. */
        get: {
            parameters: {
                query?: {
                    /** @description Items per page, 1..=200; all by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Versioned_Trunk"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Creates a trunk. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TrunkForm"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Versioned_Trunk"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trunks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes a trunk. */
        put: {
            parameters: {
                query?: {
                    /**
                     * @description The version that was edited; another one that is stored by now is not overwritten (409). Without it, whatever is
                     *     stored is replaced.
                     */
                    version?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TrunkForm"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Versioned_Trunk"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Removes a trunk: calls from its addresses are refused. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Accounts by user name. */
        get: {
            parameters: {
                query?: {
                    /** @description With this in the name, the user name or the staff number; letters of either case. */
                    q?: string;
                    /** @description Of this role. */
                    role?: components["schemas"]["Role"];
                    /** @description Who may sign in, or who may not. */
                    active?: boolean;
                    /** @description Items per page, 1..=200; 50 by default. */
                    limit?: number;
                    /** @description Where the page before ended. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Versioned_User"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Creates an account; with a staff number also the agent. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewUserWithPosting"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UserWithPosting"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes name, role or activity of an account. */
        patch: {
            parameters: {
                query?: {
                    /**
                     * @description The version that was edited; another one that is stored by now is not overwritten (409). Without it, whatever is
                     *     stored is replaced.
                     */
                    version?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["UserChange"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Versioned_User"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/users/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets the password of an account (one's own, with the present one; or with `identity.manage` any) and ends its sessions. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewPassword"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description An account on a channel. */
        Account: {
            /** @description The channel, such as `wechat`. */
            channel: string;
            /** @description The id there. */
            id: string;
        };
        /** @description Something to be done with a ticket. */
        ActionForm: {
            /** @description What. */
            action: components["schemas"]["TicketAction"];
            /**
             * @description A key that the client makes for this (a UUID, say): sent again with it, because the answer got lost, it is not
             *     done again. Remembered for 90 days.
             */
            once?: string | null;
            /** @description The customer's signature, given with a move: it becomes the value of its field `signature`. */
            signature?: number[][][] | null;
            /**
             * Format: int64
             * @description The version that was seen: what others changed since then is not overwritten, it is told (409).
             */
            version?: number | null;
        };
        /** @description Who caused an event. */
        Actor: {
            /** @enum {string} */
            by: "system";
        } | {
            /** @enum {string} */
            by: "customer";
        } | {
            /** @enum {string} */
            by: "agent";
            /** @description An agent at work. */
            id: components["schemas"]["AgentId"];
        } | {
            /** @enum {string} */
            by: "user";
            /** @description A signed-in user. */
            id: components["schemas"]["UserId"];
        };
        /** @description Preference for the agent who served the customer last. */
        AffinityForm: {
            /**
             * Format: double
             * @description The agent is preferred for so long after the last contact.
             */
            prefer_for_s: number;
            /**
             * Format: double
             * @description While that agent is busy, the contact waits so long for this agent alone.
             */
            wait_for_s: number;
        };
        /** @description An agent. */
        Agent: {
            /** @description Still with the centre. */
            active: boolean;
            /** @description What may be handled at the same time. */
            capacity: components["schemas"]["Capacity"];
            /** @description The agent. */
            id: components["schemas"]["AgentId"];
            /** @description Name for people. */
            name: string;
            /** @description Skills with levels. */
            skills: components["schemas"]["SkillLevel"][];
            /** @description Staff number, also the SIP user name. */
            staff_number: string;
            team?: components["schemas"]["Team"] | null;
        };
        /** @description What to change of an agent; absent fields stay. */
        AgentChange: {
            capacity?: components["schemas"]["Capacity"] | null;
            /** @description All skills, replacing the present ones. */
            skills?: components["schemas"]["SkillWish"][] | null;
            /** @description Name of the team; created when unknown. */
            team?: string | null;
        };
        /**
         * Format: uuid
         * @description A person who serves contacts, in one posting.
         */
        AgentId: string;
        /** @description An agent now. */
        AgentLive: {
            /** @description `idle`, `offered`, `handling` or `wrap_up`. */
            activity: string;
            /** @description Since when. */
            activity_since: components["schemas"]["Timestamp"];
            /** @description The agent. */
            agent: components["schemas"]["AgentId"];
            /** @description Kind of break. */
            break_kind?: string | null;
            break_until?: components["schemas"]["Timestamp"] | null;
            /** @description A break that waits for a supervisor's approval. */
            break_wanted?: string | null;
            /** @description Contacts ringing, handled or in after-call work. */
            contacts: components["schemas"]["ContactId"][];
            /** @description Name. */
            name: string;
            /** @description `offline`, `available`, `break` or `missed`. */
            presence: string;
            /** @description Since when. */
            presence_since: components["schemas"]["Timestamp"];
            /** @description Has a device for calls. */
            reachable: boolean;
            /** @description Staff number. */
            staff_number: string;
            /**
             * @description One word for presence and activity together: `offline`, `available`, `ringing`, `busy`, `after_call_work`,
             *     `break` or `missed` (ACD-2).
             */
            state: string;
            /** @description Since when. */
            state_since: components["schemas"]["Timestamp"];
            /** @description Name of the team. */
            team?: string | null;
        };
        /** @description The agent of a contact. */
        AgentView: {
            /** @description Name. */
            name: string;
            /** @description Staff number. */
            staff_number: string;
        };
        /** @description What is aimed at with an indicator. */
        Aim: {
            /** @description Whether the value should be at least or at most the target. */
            aim: components["schemas"]["TargetAim"];
            /** @description Numerator ÷ denominator in words. */
            formula: components["schemas"]["Text"];
            /** @description Name of the indicator. */
            name: string;
            /** @description Whether the centre set it. */
            own: boolean;
            /**
             * Format: double
             * @description What is aimed at; null: nothing.
             */
            target?: number | null;
            /** @description Name for people. */
            title: components["schemas"]["Text"];
            /** @description `share` (0 to 1), `seconds` or `count`. */
            unit: string;
            /**
             * Format: double
             * @description What the definition names by itself.
             */
            usual_target?: number | null;
            /**
             * Format: double
             * @description A value that misses the target but not this one is shown as a warning.
             */
            warning?: number | null;
        };
        /** @description What the centre set for an indicator. */
        AimForm: {
            /**
             * Format: double
             * @description What is aimed at; null: nothing.
             */
            target?: number | null;
            /**
             * Format: double
             * @description A value that misses the target but not this one is shown as a warning; null: none is.
             */
            warning?: number | null;
        };
        /**
         * @description How a value stands to what is aimed at.
         * @enum {string}
         */
        AimStanding: "good" | "near" | "missed";
        /** @description What a customer said to a recommendation. */
        Answer: {
            /** @enum {string} */
            answer: "interested";
            /** @description What was said. */
            note?: string;
        } | {
            /** @enum {string} */
            answer: "declined";
            /** @description Why. */
            note?: string;
        } | {
            /** @enum {string} */
            answer: "later";
            /** @description What was said. */
            note?: string;
            /** @description When. */
            on: components["schemas"]["Timestamp"];
        };
        /** @description How customers answered a recommendation: each counts once, by the last answer. */
        AnswerCounts: {
            /**
             * Format: int64
             * @description Declined.
             */
            declined: number;
            /**
             * Format: int64
             * @description Interested.
             */
            interested: number;
            /**
             * Format: int64
             * @description To be asked later.
             */
            later: number;
        };
        /** @description What one customer said to a recommendation. */
        AnswerView: components["schemas"]["Answer"] & {
            /** @description To whom. */
            actor: components["schemas"]["Actor"];
            /** @description When. */
            at: components["schemas"]["Timestamp"];
        };
        /** @description Who works on a ticket. */
        Assignee: {
            /** @enum {string} */
            assignee: "agent";
            /** @description An agent. */
            id: components["schemas"]["AgentId"];
        } | {
            /** @enum {string} */
            assignee: "team";
            /** @description A team. */
            id: components["schemas"]["TeamId"];
        } | {
            /** @enum {string} */
            assignee: "user";
            /** @description A user without agent posting: a worker, somebody in a department. */
            id: components["schemas"]["UserId"];
        };
        /** @description Why a file is taken away. */
        AttachmentRemoval: {
            /** @description In words that stay in the history, 200 characters at most. */
            why: string;
        };
        /** @description A file as a form sends it. */
        AttachmentUpload: {
            /**
             * Format: binary
             * @description The file with its name, 20 MiB at most: pictures, PDF, office documents, text, audio, video. What it is decides
             *     its content; programs, archives and what holds script are refused.
             */
            file: string;
        };
        /** @description A file on a ticket. */
        AttachmentView: {
            /** @description When it came. */
            at: components["schemas"]["Timestamp"];
            author?: components["schemas"]["UserId"] | null;
            /** @description Name of who brought it. */
            author_name?: string | null;
            /**
             * Format: int64
             * @description Length of the content.
             */
            bytes: number;
            /** @description Its id. */
            id: string;
            /** @description A picture that a page may show. */
            is_picture: boolean;
            /** @description What it is, by its content (RFC 6838). */
            media_type: string;
            /** @description Name for people. */
            name: string;
            /** @description Whether the reader may take it away now. */
            removable: boolean;
            /** @description SHA-256 of the content, in hexadecimal. */
            sha256: string;
            /** @description The ticket. */
            ticket_id: components["schemas"]["TicketId"];
        };
        /** @description An action that the audit log knows. */
        AuditAction: {
            /** @description Its name. */
            action: string;
            /** @description What it is called. */
            label: components["schemas"]["Text"];
            /** @description What it is about. */
            topic: components["schemas"]["AuditTopic"];
        };
        /** @description An entry of the audit log. */
        AuditEntry: {
            /** @description The action, such as `audit.customer_revealed`. */
            action: string;
            /** @description When. */
            at: components["schemas"]["Timestamp"];
            /** @description Program with which it was asked, where it is known. */
            client?: string | null;
            /** @description Address from which it was asked, where it is known. */
            from?: string | null;
            /** @description To what. */
            object: components["schemas"]["AuditObject"];
            /** @description Why, as the person said; numbers and mailboxes in it are masked. */
            reason?: string | null;
            /** @description What was done, in words. */
            said: components["schemas"]["Text"];
            /**
             * Format: int64
             * @description Its place in the log.
             */
            seq: number;
            /** @description The ticket whose handling was the reason. */
            ticket?: string | null;
            /** @description What it is about. */
            topic: components["schemas"]["AuditTopic"];
            who?: components["schemas"]["AuditPerson"] | null;
        };
        /** @description What to export, and why. */
        AuditExportForm: {
            /** @description Which entries. */
            filter?: components["schemas"]["AuditFilter"];
            /** @description Why; kept in the audit log. */
            reason: string;
        };
        /** @description Which entries are wanted. */
        AuditFilter: {
            /** @description This action only, such as `audit.customer_revealed`. */
            action?: string | null;
            from?: components["schemas"]["Timestamp"] | null;
            /** @description Done to this only: a sort of thing (`customer`), or one (`customer:018f…`). */
            object?: string | null;
            to?: components["schemas"]["Timestamp"] | null;
            topic?: components["schemas"]["AuditTopic"] | null;
            who?: components["schemas"]["UserId"] | null;
        };
        /** @description To what it was done. */
        AuditObject: {
            /** @description The contact to which it belongs, as a recording does. */
            contact?: string | null;
            /** @description Which one; empty where there is only one. */
            id: string;
            /** @description The sort of thing, such as `customer`. */
            kind: string;
            /** @description Its name today, where it has one. */
            name?: string | null;
        };
        /** @description Who did it. */
        AuditPerson: {
            /** @description The account. */
            id: components["schemas"]["UserId"];
            /** @description Name for people. */
            name: string;
            /** @description What the person may do today. */
            role: components["schemas"]["Role"];
            /** @description Name to sign in with. */
            username: string;
        };
        /**
         * @description What an entry of the audit log is about.
         * @enum {string}
         */
        AuditTopic: "sign_in" | "personal_data" | "accounts" | "settings";
        /** @description A kind of break. */
        BreakKind: {
            /** @description Stable name. */
            kind: string;
            /**
             * Format: int64
             * @description How long it may last, in seconds.
             */
            limit_s?: number | null;
            /** @description Name for people. */
            name: components["schemas"]["Text"];
            /** @description A supervisor must agree first. */
            needs_approval: boolean;
        };
        /** @description A business calendar with its name. */
        Calendar: components["schemas"]["CalendarForm"] & {
            /** @description Its name, by which entry flows and clocks know it. */
            name: string;
        };
        /** @description A business calendar. */
        CalendarForm: {
            /** @description Holidays and make-up working days. */
            special?: components["schemas"]["SpecialDay"][];
            /** @description Hours of the week. */
            week: components["schemas"]["WeekDay"][];
            /** @description Time zone (IANA), such as `Asia/Shanghai`. */
            zone: string;
        };
        /** @description An action on a call. */
        CallAction: {
            /** @description `hold`, `resume`, `mute`, `unmute`, `hang_up` or `to_survey`. */
            action: string;
        };
        /** @description A caller's number in whole. */
        CallerNumber: {
            /** @description The number; none when the caller showed none. */
            caller?: string | null;
        };
        /** @description What a campaign came to. */
        Campaign: {
            /** @description Names it. */
            id: string;
            /**
             * Format: int64
             * @description How many tasks it made.
             */
            tasks: number;
        };
        /** @description A task for each customer of a group: a greeting on a date, a notice of a risk. */
        CampaignForm: {
            /** @description When. */
            due_at: components["schemas"]["Timestamp"];
            /** @description To whom. */
            group: components["schemas"]["CustomerFilter"];
            /** @description `greeting` or `risk_notice`. */
            kind: components["schemas"]["CareKind"];
            /** @description What to say. */
            text: string;
        };
        /** @description What an agent may handle at the same time. A call weighs 100, a chat 20, an e-mail or ticket 10 by default. */
        Capacity: {
            /**
             * Format: int32
             * @description Most chats at a time.
             */
            chats: number;
            /**
             * Format: int32
             * @description Sum of weights that may not be exceeded.
             */
            limit: number;
        };
        /**
         * @description What sort of task.
         * @enum {string}
         */
        CareKind: "contact_prospect" | "remind_of_end" | "decide_after_end" | "greeting" | "risk_notice" | "follow_recommendation";
        /** @description What came of a task. */
        CareOutcome: {
            /** @description In words. */
            outcome: string;
        };
        /** @description How often and how early. */
        CareSettings: {
            /**
             * Format: int32
             * @description Days between two contacts with a prospect.
             */
            prospect_every_days: number;
            /**
             * Format: int32
             * @description Days before the end of the service period at which a member is reminded.
             */
            remind_before_days: number;
        };
        /** @description A task for a customer. */
        CareView: {
            /** @description Name of the customer. */
            customer: string;
            /** @description The customer. */
            customer_id: components["schemas"]["CustomerId"];
            done_at?: components["schemas"]["Timestamp"] | null;
            done_by?: components["schemas"]["Actor"] | null;
            /** @description When. */
            due_at: components["schemas"]["Timestamp"];
            /** @description Names it. */
            id: string;
            /** @description What sort. */
            kind: components["schemas"]["CareKind"];
            /** @description How to treat the customer. */
            level: components["schemas"]["Level"];
            /** @description What came of it. */
            outcome?: string | null;
            recommendation?: components["schemas"]["Text"] | null;
            /** @description Where the customer stands. */
            stage: components["schemas"]["Stage"];
            /** @description What to say; empty for tasks that speak for themselves. */
            text: string;
        };
        /** @description A category. Paths have one or two levels: `orders`, `orders/status`. */
        Category: {
            /** @description Name for people. */
            name: components["schemas"]["Text"];
            /** @description Path, the stable name. */
            path: string;
            /** @description Fields that a record of this category must have besides category and matter. */
            required?: string[];
        };
        /** @description A category, such as `shipping.late`. */
        CategoryName: string;
        /**
         * @description How the customer reached the centre.
         * @enum {string}
         */
        Channel: "voice" | "chat" | "email" | "social" | "sms" | "in_app";
        /** @description One option of a choice. */
        Choice: {
            /** @description What people read. */
            label: components["schemas"]["Text"];
            /** @description The value stored. */
            name: string;
        };
        /** @description Name of what a clock measures */
        ClockKind: string;
        /** @description A clock as it is set for a sort of work: what is measured, how long it may take, when to warn. */
        ClockPolicy: {
            /** @description What is measured. */
            kind: components["schemas"]["ClockKind"];
            /** @description How long it may take. */
            target: components["schemas"]["Target"];
            /** @description Parts of the time after which a warning is given, in percent from 1 to 99, rising. */
            warn_at?: number[];
        };
        /** @description A clock of a type. */
        ClockRule: {
            /** @description Other targets for some priorities. */
            by_priority?: {
                [key: string]: components["schemas"]["Target"];
            };
            /** @description Whether it pauses in states of waiting. */
            pauses?: boolean;
            /** @description What is measured, how long it may take, when to warn. */
            policy: components["schemas"]["ClockPolicy"];
            /** @description What starts it anew, with the whole time. */
            restart?: components["schemas"]["Trigger"][];
            /** @description What starts it, if it does not run. */
            start: components["schemas"]["Trigger"][];
            /** @description What it waits for. */
            stop: components["schemas"]["Trigger"][];
        };
        /** @description What must be true of a value for a move to be possible. */
        Condition: {
            /** @description The field. */
            field: components["schemas"]["FieldName"];
            /** @enum {string} */
            test: "is";
            /** @description The value. */
            value: components["schemas"]["FieldValue"];
        } | {
            /** @description The field. */
            field: components["schemas"]["FieldName"];
            /**
             * Format: int64
             * @description The most.
             */
            most: number;
            /** @enum {string} */
            test: "at_most";
        } | {
            /** @description The fields. */
            fields: components["schemas"]["FieldName"][];
            /** @enum {string} */
            test: "any_filled";
        };
        /** @description What a customer said to a purpose. */
        Consent: {
            /** @description By whom. */
            actor: components["schemas"]["Actor"];
            /** @description When it was taken down. */
            at: components["schemas"]["Timestamp"];
            /** @description Yes or no. */
            given: boolean;
        };
        /** @description A contact. */
        Contact: {
            /** @description What the reader may do now. */
            actions: string[];
            agent?: components["schemas"]["AgentView"] | null;
            answered_at?: components["schemas"]["Timestamp"] | null;
            /** @description First sign of the customer. */
            arrived_at: components["schemas"]["Timestamp"];
            /** @description The customer's number, masked unless the reader may see it. */
            caller?: string | null;
            /** @description Channel. */
            channel: components["schemas"]["Channel"];
            customer_id?: components["schemas"]["CustomerId"] | null;
            /** @description Who started it. */
            direction: components["schemas"]["Direction"];
            /** @description Why it ended. */
            end_reason?: string | null;
            ended_at?: components["schemas"]["Timestamp"] | null;
            ended_by?: components["schemas"]["EndedBy"] | null;
            /** @description What was dialled or addressed. */
            entry: string;
            /**
             * Format: double
             * @description Seconds on hold.
             */
            hold_s: number;
            /** @description The contact. */
            id: components["schemas"]["ContactId"];
            /**
             * Format: int32
             * @description Offers that were not answered.
             */
            missed_offers: number;
            /** @description The agent's microphone is off. */
            muted: boolean;
            /**
             * Format: int64
             * @description Short number for people.
             */
            number: number;
            outcome?: components["schemas"]["Outcome"] | null;
            path?: components["schemas"]["ContactPath"] | null;
            queue?: components["schemas"]["QueueId"] | null;
            /**
             * Format: double
             * @description Seconds of waiting for a person.
             */
            queue_s: number;
            queued_at?: components["schemas"]["Timestamp"] | null;
            record?: components["schemas"]["Record"] | null;
            recording_id?: components["schemas"]["RecordingId"] | null;
            /**
             * Format: double
             * @description Seconds of ringing at the agent who answered.
             */
            ring_s: number;
            /** @description Where it stands. */
            state: components["schemas"]["ContactState"];
            state_since?: components["schemas"]["Timestamp"] | null;
            survey?: components["schemas"]["SurveyView"] | null;
            /**
             * Format: double
             * @description Seconds of conversation.
             */
            talk_s: number;
            /**
             * Format: double
             * @description Seconds of after-call work.
             */
            wrap_up_s: number;
        };
        /**
         * Format: uuid
         * @description One customer's one request over one channel.
         */
        ContactId: string;
        /** @description The way of a contact along the call manual's flow chart. */
        ContactPath: {
            end?: components["schemas"]["PathEnd"] | null;
            /** @description The type of ticket that this end leads to. */
            opens?: string | null;
            /** @description What was answered; nothing where nobody spoke with the customer. */
            taken: components["schemas"]["PathStep"][];
            text?: components["schemas"]["Text"] | null;
        };
        /**
         * @description Where the contact stands.
         * @enum {string}
         */
        ContactState: "entry" | "queued" | "ringing" | "talking" | "held" | "wrap_up" | "closed" | "abandoned";
        /**
         * @description One of those that an indicator counted: a contact, an agent (occupancy), a promise or a ticket; a ticket that was
         *     opened again may be counted once for each time.
         */
        Counted: {
            agent?: components["schemas"]["AgentView"] | null;
            contact_id?: components["schemas"]["ContactId"] | null;
            counted_at?: components["schemas"]["Timestamp"] | null;
            /** @description Whether it is among those that the numerator counts. */
            counted_in_numerator: boolean;
            /**
             * Format: double
             * @description What it adds to the denominator.
             */
            denominator: number;
            /**
             * Format: int64
             * @description Its short number; for an agent the place in the list.
             */
            number: number;
            /**
             * Format: double
             * @description What it adds to the numerator.
             */
            numerator: number;
            /** @description The promise. */
            promise_id?: string | null;
            /** @description Name of the queue. */
            queue?: string | null;
            /** @description The ticket. */
            ticket_id?: string | null;
            /** @description Name of the ticket's state. */
            ticket_state?: string | null;
            /** @description Name of the ticket's type. */
            ticket_type?: string | null;
        };
        /** @description A customer. */
        Customer: {
            /** @description Accounts on other channels. */
            accounts: components["schemas"]["Account"][];
            /** @description Postal address, masked unless the reader may see it. */
            address: string;
            /** @description On the block list. */
            blocked: boolean;
            /** @description Why. */
            blocked_why: string;
            /** @description The company. */
            company: string;
            /** @description What the customer said to being contacted. */
            consents: {
                [key: string]: components["schemas"]["Consent"];
            };
            /** @description Since when the customer is known. */
            created_at: components["schemas"]["Timestamp"];
            /** @description E-mail addresses, masked unless the reader may see them. */
            emails: string[];
            /** @description Values of the centre's own fields, by their names. */
            fields: {
                [key: string]: string;
            };
            /** @description The customer. */
            id: components["schemas"]["CustomerId"];
            /** @description Person or organisation. */
            kind: components["schemas"]["CustomerKind"];
            /** @description How to treat the customer. */
            level: components["schemas"]["Level"];
            /** @description What the reader sees masked. */
            masked: components["schemas"]["Datum"][];
            merged_into?: components["schemas"]["CustomerId"] | null;
            /** @description Name of the person or organisation. */
            name: string;
            /** @description Nature of the company. */
            nature: string;
            /** @description What to know before speaking with the customer. */
            notes: string;
            /** @description Telephone numbers, the main one first, an extension after a hyphen; masked unless the reader may see them. */
            phones: string[];
            /** @description Region. */
            region: string;
            /** @description What the reader may see in whole for a reason. */
            revealable: components["schemas"]["Datum"][];
            service_until?: components["schemas"]["Timestamp"] | null;
            /** @description Where the customer stands. */
            stage: components["schemas"]["Stage"];
            /** @description Tags. */
            tags: string[];
            /** @description The last change. */
            updated_at: components["schemas"]["Timestamp"];
            /**
             * Format: int64
             * @description Counts the changes: who edits names the version seen.
             */
            version: number;
        };
        /** @description What the lists can be filtered by. */
        CustomerFacets: {
            /** @description Regions in use, the most used first. */
            regions: string[];
            /** @description Tags in use, the most used first. */
            tags: string[];
        };
        /** @description A field of the centre's own. */
        CustomerField: {
            /** @description What it holds. */
            kind: components["schemas"]["CustomerFieldKind"];
            /** @description What people read. */
            label: components["schemas"]["Text"];
            /** @description The name used by API and tables: small letters, digits, `_`. */
            name: string;
            /** @description What can be chosen. */
            options?: string[];
            /** @description Masked as the trading code is. */
            sensitive?: boolean;
            /**
             * @description Only one customer has a value: it is sought as a whole, tells one customer from another, and is refused to a
             *     second one. Who left holds none.
             */
            unique?: boolean;
        };
        /**
         * @description What a field holds.
         * @enum {string}
         */
        CustomerFieldKind: "text" | "number" | "date" | "choice";
        /** @description Which customers. */
        CustomerFilter: {
            kind?: components["schemas"]["CustomerKind"] | null;
            level?: components["schemas"]["Level"] | null;
            /**
             * @description Part of the name, or a whole number, address or code. Who sees numbers or addresses in whole finds them by their
             *     begin as well.
             */
            q?: string | null;
            /** @description Only this region. */
            region?: string | null;
            stage?: components["schemas"]["Stage"] | null;
            /** @description Only this tag. */
            tag?: string | null;
        };
        /** @description A new or changed customer. What a change does not name stays as it is; a masked value stands for the one behind it. */
        CustomerForm: {
            /** @description Accounts on other channels. */
            accounts?: components["schemas"]["Account"][] | null;
            /** @description Postal address. */
            address?: string | null;
            /** @description On the block list. */
            blocked?: boolean | null;
            /** @description Why. */
            blocked_why?: string | null;
            /** @description The company. */
            company?: string | null;
            /** @description What the customer says to being contacted. */
            consents?: {
                [key: string]: boolean;
            } | null;
            /** @description Of a new customer who begins eliminated: why. */
            eliminated_why?: string | null;
            /** @description E-mail addresses. */
            emails?: string[] | null;
            /** @description Values of the centre's own fields, by their names; an empty one removes it. */
            fields?: {
                [key: string]: string;
            } | null;
            key_ground?: components["schemas"]["KeyGround"] | null;
            kind?: components["schemas"]["CustomerKind"] | null;
            level?: components["schemas"]["Level"] | null;
            /** @description Name of the person or organisation. */
            name: string;
            /** @description Nature of the company. */
            nature?: string | null;
            /** @description What to know before speaking with the customer. */
            notes?: string | null;
            /** @description Telephone numbers in any usual form, extensions after a hyphen. */
            phones?: string[] | null;
            /** @description Region. */
            region?: string | null;
            service_until?: components["schemas"]["Timestamp"] | null;
            stage?: components["schemas"]["Stage"] | null;
            /** @description Tags. */
            tags?: string[] | null;
            /**
             * Format: int64
             * @description Of a change: the version that was seen. What others changed since is then told instead of overwritten.
             */
            version?: number | null;
        };
        /**
         * Format: uuid
         * @description A person or organisation known to the centre.
         */
        CustomerId: string;
        /** @description An import. */
        CustomerImport: {
            /** @description Who sent it. */
            actor: components["schemas"]["Actor"];
            /**
             * Format: int64
             * @description How many known customers were completed.
             */
            completed: number;
            /**
             * Format: int64
             * @description How many customers were made.
             */
            created: number;
            /** @description When the file came. */
            created_at: components["schemas"]["Timestamp"];
            /**
             * Format: int64
             * @description How many are dealt with.
             */
            dealt_with: number;
            /** @description Name of the file. */
            file: string;
            /** @description The head of the table. */
            head: string[];
            /** @description Names it. */
            id: string;
            /** @description What the columns mean; guessed from the head before the import is carried out. */
            plan: components["schemas"]["ImportPlan"];
            /**
             * Format: int64
             * @description How many rows were rejected.
             */
            rejected: number;
            /**
             * Format: int64
             * @description How many rows it has.
             */
            rows: number;
            /** @description Where it stands. */
            state: components["schemas"]["ImportState"];
        };
        /**
         * @description What sort of customer.
         * @enum {string}
         */
        CustomerKind: "person" | "organisation";
        /** @description A customer's life: where it stands, every move, what is possible, and the whole picture. */
        CustomerLife: {
            /** @description All moves there are. */
            drawing: components["schemas"]["Edge"][];
            /** @description Every move so far, the oldest first. */
            moves: components["schemas"]["CustomerMove"][];
            /** @description What the reader can do from here. */
            possible: components["schemas"]["Edge"][];
            service_until?: components["schemas"]["Timestamp"] | null;
            /** @description Since when. */
            since: components["schemas"]["Timestamp"];
            /** @description Where the customer stands. */
            stage: components["schemas"]["Stage"];
            /**
             * Format: int64
             * @description The version of the record.
             */
            version: number;
        };
        /** @description Whose contact it is. */
        CustomerLink: {
            /** @description The customer. */
            customer_id: components["schemas"]["CustomerId"];
        };
        /** @description A note on a customer with who and when. */
        CustomerMemo: {
            /** @description When. */
            at: components["schemas"]["Timestamp"];
            /** @description Who. */
            author: components["schemas"]["Actor"];
            /** @description Names it. */
            id: string;
            /** @description What sort. */
            kind: components["schemas"]["MemoKind"];
            /** @description What. */
            text: string;
        };
        /** @description A note on a customer. */
        CustomerMemoForm: {
            /** @description What sort. */
            kind: components["schemas"]["MemoKind"];
            /** @description What. */
            text: string;
        };
        /** @description A move of a customer's life as the page shows it. */
        CustomerMove: components["schemas"]["LifecycleEvent"] & {
            /** @description Who. */
            actor: components["schemas"]["Actor"];
            /** @description When. */
            at: components["schemas"]["Timestamp"];
            /** @description Why, if it was said. */
            why?: string | null;
        };
        /** @description A recommendation as it stands with one customer. */
        CustomerRecommendation: components["schemas"]["Standing"] & {
            /** @description Names the recommendation. */
            id: string;
            last?: components["schemas"]["AnswerView"] | null;
            /** @description What to say. */
            text: components["schemas"]["Text"];
            /** @description What it is called. */
            title: components["schemas"]["Text"];
            /** @description Until when, exclusive. */
            until: components["schemas"]["Timestamp"];
        };
        /**
         * @description A sort of data about a customer.
         * @enum {string}
         */
        Datum: "name" | "phone" | "email" | "address" | "account" | "trading_code" | "notes";
        /** @description A day as it is named. */
        DayRef: {
            /**
             * Format: int32
             * @description Days; 0 is today.
             */
            days: number;
            /** @enum {string} */
            named: "in_days";
        } | {
            /** @enum {string} */
            named: "weekday";
            /**
             * Format: int32
             * @description Weeks from this one; none: the next such day.
             */
            week?: number | null;
            /**
             * Format: int32
             * @description 1 to 7.
             */
            weekday: number;
        } | {
            /**
             * Format: int32
             * @description Day of the month.
             */
            day: number;
            /**
             * Format: int32
             * @description Month.
             */
            month?: number | null;
            /** @enum {string} */
            named: "date";
            /**
             * Format: int32
             * @description Year.
             */
            year?: number | null;
        } | {
            /** @enum {string} */
            named: "next_working_day";
        } | {
            /** @enum {string} */
            named: "end_of_week";
            /**
             * Format: int32
             * @description Weeks.
             */
            weeks: number;
        } | {
            /** @enum {string} */
            named: "weekend";
            /**
             * Format: int32
             * @description Weeks.
             */
            weeks: number;
        } | {
            /**
             * Format: int32
             * @description Months.
             */
            months: number;
            /** @enum {string} */
            named: "end_of_month";
        } | {
            /** @enum {string} */
            named: "end_of_year";
        };
        /** @description A department that tickets are passed to. */
        Department: {
            /** @description What people read. */
            label: components["schemas"]["Text"];
            /** @description Its name. */
            name: components["schemas"]["DepartmentName"];
        };
        /** @description A department as it is set. */
        DepartmentForm: {
            head?: components["schemas"]["UserId"] | null;
            /** @description What people read. */
            label: components["schemas"]["Text"];
            /** @description Who belongs to it; an account belongs to one department at most. */
            members?: components["schemas"]["UserId"][];
        };
        /** @description A department, such as `warehouse`. */
        DepartmentName: string;
        /**
         * @description How far a department is.
         * @enum {string}
         */
        DepartmentPhase: "passed" | "accepted" | "fed_back" | "asking";
        /** @description How a type works with departments (TKT-5): both ways of answering, until the customer is satisfied. */
        DepartmentRule: {
            /** @description The customer has been answered and is asked whether that will do. */
            asking: components["schemas"]["StateName"];
            /** @description The department has given written feedback; customer service answers the customer. */
            feedback: components["schemas"]["StateName"];
            /** @description From which states it can be passed on. */
            from: components["schemas"]["StateName"][];
            /** @description The customer is satisfied. */
            satisfied: components["schemas"]["StateName"];
            /** @description With the department. */
            with: components["schemas"]["StateName"];
        };
        /** @description A department with those who belong to it. */
        DepartmentWithMembers: {
            head?: components["schemas"]["UserId"] | null;
            /** @description What people read. */
            label: components["schemas"]["Text"];
            /** @description Who belongs to it. */
            members: components["schemas"]["UserId"][];
            /** @description Its name. */
            name: components["schemas"]["DepartmentName"];
        };
        /** @description Work of a department on a ticket. */
        DepartmentWork: {
            /** @description The kind of that state. */
            back_kind: components["schemas"]["StateKind"];
            /** @description The state to which it returns. */
            back_to: components["schemas"]["StateName"];
            /** @description Which department. */
            department: components["schemas"]["DepartmentName"];
            /** @description What it found, as it wrote it. */
            feedback?: string | null;
            /**
             * Format: int32
             * @description How high in the department: 0 is the usual place, one higher with each further round.
             */
            level: number;
            /** @description What it is to do. */
            matter: string;
            /** @description How far it is. */
            phase: components["schemas"]["DepartmentPhase"];
            /**
             * Format: int32
             * @description Which time it has it, from 1.
             */
            round: number;
            /** @description Since when. */
            since: components["schemas"]["Timestamp"];
        };
        /** @description What the desk's browser needs to register. */
        Device: {
            /** @description User name of the digest. */
            authorization_user: string;
            /** @description Password of the digest, good for one shift. */
            password: string;
            /** @description Staff number. */
            staff_number: string;
            /** @description Address of record, such as `sip:1001@127.0.0.1`. */
            uri: string;
            /** @description Path of the WebSocket, sub-protocol `sip`. */
            websocket: string;
        };
        /**
         * @description Who started the contact.
         * @enum {string}
         */
        Direction: "inbound" | "outbound" | "internal";
        /** @description Two records that are two customers. */
        DistinctForm: {
            /** @description One. */
            one: components["schemas"]["CustomerId"];
            /** @description The other. */
            two: components["schemas"]["CustomerId"];
        };
        /** @description Something that is due. */
        DueItem: {
            /** @description What can be done now. */
            actions: string[];
            /** @description The number to call, masked unless the reader may see it. */
            caller?: string | null;
            contact_id?: components["schemas"]["ContactId"] | null;
            customer_id?: components["schemas"]["CustomerId"] | null;
            /** @description The customer's name. */
            customer_name?: string | null;
            due_at?: components["schemas"]["Timestamp"] | null;
            /** @description The promise or the ticket. */
            id: string;
            /** @description The sort of promise or the type of ticket, in words. */
            label: components["schemas"]["Text"];
            /**
             * Format: int64
             * @description Short number for people.
             */
            number: number;
            owner?: components["schemas"]["PromiseOwnerView"] | null;
            recording_id?: components["schemas"]["RecordingId"] | null;
            /** @description The state by name. */
            state: string;
            /** @description What it is about. */
            title: string;
            /**
             * Format: int32
             * @description Calls that did not reach the customer.
             */
            tries: number;
            /**
             * Format: int64
             * @description Counts the changes.
             */
            version: number;
            /** @description What it is. */
            what: components["schemas"]["DueSort"];
        };
        /**
         * @description What an item of the due list is.
         * @enum {string}
         */
        DueSort: "promise" | "call_back" | "voice_message" | "visit" | "ticket";
        /** @description Two records that may be one customer. */
        DuplicatePair: {
            /** @description How alike they are, and why. */
            likeness: components["schemas"]["Likeness"];
            /** @description The record known longer. */
            one: components["schemas"]["Customer"];
            /** @description The other. */
            two: components["schemas"]["Customer"];
        };
        /** @description A move in the picture of the life. */
        Edge: {
            /** @description Name of the command. */
            command: string;
            /** @description From where. */
            from: components["schemas"]["Stage"];
            /** @description What stands at the arrow. */
            label: components["schemas"]["Text"];
            /** @description To where. */
            to: components["schemas"]["Stage"];
        };
        /**
         * @description Which side ended the conversation.
         * @enum {string}
         */
        EndedBy: "customer" | "agent" | "system";
        /** @description What makes somebody hear of a ticket. */
        EscalateOn: {
            /** @description Which clock. */
            clock: components["schemas"]["ClockKind"];
            /** @enum {string} */
            on: "warned";
        } | {
            /** @description Which clock. */
            clock: components["schemas"]["ClockKind"];
            /** @enum {string} */
            on: "breached";
        } | {
            /** @description 1 is worst. */
            at_least: components["schemas"]["Severity"];
            /** @enum {string} */
            on: "severity";
        } | {
            /** @enum {string} */
            on: "reopened";
        } | {
            /**
             * Format: int32
             * @description From which time on.
             */
            from: number;
            /** @enum {string} */
            on: "round";
        };
        /**
         * @description Who is told.
         * @enum {string}
         */
        EscalateTo: "assignee" | "leader" | "supervisor" | "department_head";
        /** @description Who hears of what. */
        EscalationRule: {
            /** @description Whether the ticket goes over to whoever is told. */
            reassign?: boolean;
            /** @description Who. */
            to: components["schemas"]["EscalateTo"];
            /** @description What. */
            when: components["schemas"]["EscalateOn"];
        };
        /** @description A record of what happened. */
        Evidence: {
            /** @description When it happened. */
            at: components["schemas"]["Timestamp"];
            /** @description What happened. */
            kind: components["schemas"]["EvidenceKind"];
            /** @description The record that shows it, such as `contact:018f…`. */
            subject: string;
        };
        /**
         * @description What happened that keeps a promise.
         * @enum {string}
         */
        EvidenceKind: "call_made" | "call_tried" | "message_sent" | "ticket_answered" | "visit_made" | "done";
        /** @description What is to be exported, and why. */
        ExportForm: {
            /** @description Which customers. */
            filter?: components["schemas"]["CustomerFilter"];
            /** @description Form of the table. */
            format: components["schemas"]["TableFormat"];
            /** @description Why; kept in the audit log. */
            reason: string;
        };
        /** @description A field of a form. */
        FieldDef: {
            /** @description What people read. */
            label: components["schemas"]["Text"];
            must_be?: components["schemas"]["FieldValue"] | null;
            /** @description Its name. */
            name: components["schemas"]["FieldName"];
            /** @description Whether a new ticket must have it. */
            required?: boolean;
            /** @description What it takes. */
            takes: components["schemas"]["FieldKind"];
        };
        /** @description What sort of value a field takes. */
        FieldKind: {
            /** @enum {string} */
            kind: "text";
            /** @description Characters at most. */
            longest: number;
        } | {
            /** @enum {string} */
            kind: "whole";
            /**
             * Format: int64
             * @description The least.
             */
            least: number;
            /**
             * Format: int64
             * @description The most.
             */
            most: number;
        } | {
            /** @enum {string} */
            kind: "money";
            /**
             * Format: int64
             * @description The most.
             */
            most: number;
        } | {
            /** @enum {string} */
            kind: "date";
        } | {
            /** @enum {string} */
            kind: "moment";
        } | {
            /** @enum {string} */
            kind: "yes_no";
        } | {
            /** @enum {string} */
            kind: "choice";
            /** @description The options. */
            options: components["schemas"]["Choice"][];
        } | {
            /** @enum {string} */
            kind: "choices";
            /** @description The options. */
            options: components["schemas"]["Choice"][];
        } | {
            /** @enum {string} */
            kind: "files";
            /** @description How many at most. */
            most: number;
        } | {
            /** @enum {string} */
            kind: "rating";
        };
        /** @description A field of the form, such as `place`. */
        FieldName: string;
        /** @description A value in a form. */
        FieldValue: boolean | number | string | string[];
        /** @description When closed tickets are filed and deleted. */
        FilingRule: {
            /**
             * Format: int32
             * @description Days after the close until it is deleted; none: never.
             */
            delete_after_days?: number | null;
            /**
             * Format: int32
             * @description Days after the close until a ticket leaves the lists; it remains searchable.
             */
            file_after_days: number;
            /** @description Types that are kept otherwise. */
            types?: {
                [key: string]: components["schemas"]["Retention"];
            };
        };
        /** @description An entry flow in the list. */
        FlowSummary: {
            /**
             * Format: int64
             * @description The newest version.
             */
            latest: number;
            /** @description Stable name, used by numbers. */
            name: string;
            /**
             * Format: int64
             * @description The version that new calls enter.
             */
            published?: number | null;
            /** @description Name for people, of the newest version. */
            title: components["schemas"]["Text"];
        };
        /** @description A flow as text or as JSON. */
        FlowText: {
            /** @description The flow as JSON text, kept as typed until it is checked. */
            text: string;
        };
        /** @description One version of an entry flow. */
        FlowVersion: {
            /** @description Who saved it. */
            author: string;
            /** @description The flow itself. */
            body: Record<string, never>;
            /** @description When it was saved. */
            created_at: components["schemas"]["Timestamp"];
            /** @description Whether new calls enter it. */
            is_published: boolean;
            /** @description Stable name. */
            name: string;
            /**
             * Format: int64
             * @description Number of the version, from 1.
             */
            version: number;
        };
        /**
         * @description What the evidence comes to.
         * @enum {string}
         */
        Grade: "unlikely" | "possible" | "likely" | "certain";
        /** @description Counts of a half hour. */
        HalfHour: {
            /**
             * Format: int64
             * @description Given up.
             */
            abandoned: number;
            /**
             * Format: int64
             * @description Answered.
             */
            answered: number;
            /**
             * Format: int64
             * @description Everything that came in.
             */
            incoming: number;
            /**
             * Format: int64
             * @description Asked for a person.
             */
            offered: number;
            /**
             * Format: double
             * @description Service level; null when nothing was offered.
             */
            service_level?: number | null;
            /** @description Its first instant. */
            start: components["schemas"]["Timestamp"];
        };
        /** @description A number that the caller's page may call. */
        Hotline: {
            /** @description Name for people. */
            name: string;
            /** @description As dialled. */
            number: string;
        };
        /** @description What a column means: a fact of the profile, or a field of the centre's own as `field:NAME`. */
        ImportPlan: {
            /**
             * @description Fact by column, counted from 0: `name`, `phone`, `email`, `kind`, `company`, `nature`, `region`, `address`, `tags`, `notes`,
             *     `stage`, `service_until`, `wechat` or `field:NAME`. Columns left out are not imported.
             */
            columns: {
                [key: string]: string;
            };
            /** @description What happens with rows of known customers. */
            on_known?: components["schemas"]["OnKnown"];
            stage?: components["schemas"]["Stage"] | null;
            /** @description Tag given to all. */
            tag?: string | null;
        };
        /** @description A row of an import. */
        ImportRow: {
            /** @description Its cells. */
            cells: string[];
            /** @description Why it is rejected. */
            faults: components["schemas"]["Text"][];
            /**
             * Format: int64
             * @description The line in the table, the head being line 1.
             */
            line: number;
            /** @description In a preview: what else is to be known of it, such as numbers that stand twice. */
            notes?: components["schemas"]["Text"][];
        };
        /**
         * @description Where an import stands.
         * @enum {string}
         */
        ImportState: "draft" | "running" | "done" | "cancelled";
        /** @description An indicator. */
        Indicator: {
            choice?: components["schemas"]["Text"] | null;
            /**
             * Format: double
             * @description Of how much.
             */
            denominator: number;
            /** @description Numerator ÷ denominator in words. */
            formula: components["schemas"]["Text"];
            /**
             * Format: double
             * @description What was counted.
             */
            numerator: number;
            standing?: components["schemas"]["AimStanding"] | null;
            /**
             * Format: double
             * @description What is aimed at.
             */
            target?: number | null;
            target_aim?: components["schemas"]["TargetAim"] | null;
            /** @description Whether the target is met, where there is one and a value. */
            target_met?: boolean | null;
            /** @description Name for people. */
            title: components["schemas"]["Text"];
            /** @description `share` (0 to 1), `seconds` or `count`. */
            unit: string;
            /**
             * Format: double
             * @description Numerator ÷ denominator; null while the denominator is zero.
             */
            value?: number | null;
            /**
             * Format: double
             * @description A value that misses the target but not this one is a warning.
             */
            warning?: number | null;
        };
        /** @description All indicators of a period: each under its name, and beside them what they were computed for. */
        Indicators: {
            /** @description The chosen definitions. */
            definitions: components["schemas"]["PresetView"];
            /** @description The period's first instant. */
            from: components["schemas"]["Timestamp"];
            /** @description The first instant after it. */
            to: components["schemas"]["Timestamp"];
            /** @description Plain counts. */
            volumes: components["schemas"]["Volumes"];
        } & {
            [key: string]: components["schemas"]["Indicator"];
        };
        /** @description Why a member is a key account. */
        KeyGround: {
            /** @enum {string} */
            ground: "agency_rights";
        } | {
            /** @enum {string} */
            ground: "marked";
            /** @description Why. */
            why: string;
        };
        /** @description What somebody who had the job before has to say about it. */
        LateNoteForm: {
            /** @description Under this key it is written down once, however often it is sent. */
            once?: string | null;
            /** @description For customer service. */
            text: string;
        };
        /**
         * @description How a customer is to be treated by entry flows: follows from stage and block list.
         * @enum {string}
         */
        Level: "visitor" | "member" | "key_account" | "blocked";
        /** @description What can be done with a customer's standing. */
        LifecycleCommand: {
            /** @enum {string} */
            do: "try";
            /** @description What is taken. */
            facts: components["schemas"]["TrialFacts"];
        } | {
            /** @description Number of the booth. */
            booth_number: string;
            /** @enum {string} */
            do: "join";
            /** @description Until when the service period runs. */
            service_until: components["schemas"]["Timestamp"];
            /** @description Trading code. */
            trading_code: string;
        } | {
            /** @enum {string} */
            do: "develop";
            /** @description Why. */
            why: string;
        } | {
            /** @enum {string} */
            do: "eliminate";
            /** @description Why. */
            reason: string;
        } | {
            /** @enum {string} */
            do: "reopen";
            /** @description Why. */
            reason: string;
        } | {
            /** @enum {string} */
            do: "make_key_account";
            /** @description Why. */
            ground: components["schemas"]["KeyGround"];
        } | {
            /** @enum {string} */
            do: "end_agency";
            /** @description Why. */
            why: string;
        } | {
            /** @enum {string} */
            do: "renew";
            /** @description Until when it runs now. */
            service_until: components["schemas"]["Timestamp"];
        } | {
            /** @enum {string} */
            do: "lapse";
        };
        /** @description What happened to a customer's standing. */
        LifecycleEvent: {
            command?: components["schemas"]["LifecycleCommand"] | null;
            from?: components["schemas"]["Stage"] | null;
            /** @description To where; the same for a renewal. */
            to: components["schemas"]["Stage"];
        };
        /** @description How alike two records are. */
        Likeness: {
            /** @description Why, the weightiest first. */
            evidence: components["schemas"]["LikenessEvidence"][];
            /** @description What that means. */
            grade: components["schemas"]["Grade"];
            /**
             * Format: int32
             * @description Sum of the points.
             */
            points: number;
        };
        /** @description One piece of evidence. */
        LikenessEvidence: {
            /**
             * Format: int32
             * @description How much it says: for one customer above zero, against it below.
             */
            points: number;
            /** @description What it is. */
            what: components["schemas"]["Text"];
        };
        /**
         * @description How two tickets belong together.
         * @enum {string}
         */
        LinkKind: "relates_to" | "child_of" | "parent_of" | "caused_by" | "causes";
        /** @description Everything that is live. */
        LiveBoard: {
            /** @description Agents by staff number. */
            agents: components["schemas"]["AgentLive"][];
            /** @description The moment of the picture. */
            at: components["schemas"]["Timestamp"];
            /** @description Queues. */
            queues: components["schemas"]["QueueLive"][];
        };
        /** @description A record that may be the same customer. */
        Lookalike: {
            /** @description The other record. */
            customer: components["schemas"]["Customer"];
            /** @description How alike they are, and why. */
            likeness: components["schemas"]["Likeness"];
        };
        /** @description An expression understood, before it meets the calendar. */
        Meaning: {
            /**
             * Format: int32
             * @description Whole days, which keep the time of day.
             */
            days: number;
            /** @enum {string} */
            means: "after";
            /**
             * Format: int64
             * @description Seconds besides.
             */
            seconds: number;
        } | {
            /** @enum {string} */
            means: "after_working_hours";
            /**
             * Format: int64
             * @description Seconds.
             */
            seconds: number;
        } | {
            /**
             * Format: int32
             * @description Days.
             */
            days: number;
            /** @enum {string} */
            means: "after_working_days";
        } | {
            /** @description Before the day or part begins, not by its end. */
            before: boolean;
            day?: components["schemas"]["DayRef"] | null;
            /** @enum {string} */
            means: "by";
            /** @description At what time of the day. */
            time: components["schemas"]["TimeRef"];
        };
        /** @description A value with what it is made of. */
        Measured: {
            /**
             * Format: double
             * @description Of how much.
             */
            denominator: number;
            /**
             * Format: double
             * @description What was counted.
             */
            numerator: number;
            /**
             * Format: double
             * @description Numerator ÷ denominator; null while the denominator is zero.
             */
            value?: number | null;
        };
        /**
         * @description A note on a customer.
         * @enum {string}
         */
        MemoKind: "memo" | "quality";
        /** @description Which record goes up in this one. */
        MergeForm: {
            /** @description The record that goes up in the other. */
            gone: components["schemas"]["CustomerId"];
            /** @description Why; may be empty. */
            why?: string;
        };
        /** @description A merge. */
        MergeView: {
            /** @description Who. */
            actor: components["schemas"]["Actor"];
            /** @description When. */
            at: components["schemas"]["Timestamp"];
            /** @description The record that went up in it. */
            gone: components["schemas"]["CustomerId"];
            /** @description Its name. */
            gone_name: string;
            /** @description Names it. */
            id: string;
            /** @description The record that stayed. */
            kept: components["schemas"]["CustomerId"];
            undone_at?: components["schemas"]["Timestamp"] | null;
            /** @description Why. */
            why: string;
        };
        /** @description A move between states. */
        MoveDef: {
            /** @description Who may do it. */
            by: components["schemas"]["Party"][];
            /** @description From which states. */
            from: components["schemas"]["StateName"][];
            /** @description What stands on the button. */
            label: components["schemas"]["Text"];
            /** @description Its name. */
            name: components["schemas"]["MoveName"];
            /** @description Fields that must be filled by then. */
            needs?: components["schemas"]["FieldName"][];
            /** @description Whether a reason must be given. */
            needs_reason?: boolean;
            /** @description What must be true of the values, those given with the move included. */
            only_if?: components["schemas"]["Condition"][];
            /** @description To which state. */
            to: components["schemas"]["StateName"];
        };
        /** @description A move between states, such as `apologise`. */
        MoveName: string;
        /** @description A name. */
        Named: {
            /** @description The name, 1 to 100 bytes. */
            name: string;
        };
        /** @description A new password. */
        NewPassword: {
            /** @description The present password: needed for one's own account. */
            current?: string | null;
            /** @description 8 to 256 characters. */
            password: string;
        };
        /** @description A promise to be made. */
        NewPromise: {
            contact_id?: components["schemas"]["ContactId"] | null;
            customer_id?: components["schemas"]["CustomerId"] | null;
            due_at?: components["schemas"]["Timestamp"] | null;
            kind?: components["schemas"]["PromiseKind"] | null;
            /** @description What is promised. */
            matter: string;
            /** @description The number to call; of the contact when left out. */
            number?: string | null;
            owner?: components["schemas"]["Owner"] | null;
            ticket_id?: components["schemas"]["TicketId"] | null;
            /** @description By when, in words: `2 小时内`, `明天中午前`, `in 2 hours`, `by 18:00`. Vague words are refused. */
            when?: string | null;
        };
        /** @description A ticket to be opened. */
        NewTicketForm: {
            category?: components["schemas"]["CategoryName"] | null;
            contact_id?: components["schemas"]["ContactId"] | null;
            customer_id?: components["schemas"]["CustomerId"] | null;
            /** @description Values of the form of the type. */
            fields?: {
                [key: string]: components["schemas"]["FieldValue"];
            };
            /** @description What it is about; of the contact's record when left out. */
            matter?: string;
            /** @description How many it concerns. */
            reach?: components["schemas"]["Reach"];
            severity?: components["schemas"]["Severity"] | null;
            /** @description One line. */
            title: string;
            /** @description The type, such as `complaint`. */
            type: components["schemas"]["TypeName"];
        };
        /** @description A new account, with the agent's posting where it has a staff number. */
        NewUserWithPosting: {
            /** @description Name for people. */
            name: string;
            /** @description 8 to 256 characters. */
            password: string;
            /** @description Role: agent, team_leader, quality, trainer, department or administrator. */
            role: string;
            /** @description Skills with levels. */
            skills?: components["schemas"]["SkillWish"][];
            /** @description Staff number of an agent; the user name when an agent has none given. */
            staff_number?: string | null;
            /** @description Name of the team; created when unknown. */
            team?: string | null;
            /** @description Name to sign in with. */
            username: string;
        };
        /** @description A visit to be planned. */
        NewVisitForm: {
            customer_id?: components["schemas"]["CustomerId"] | null;
            owner?: components["schemas"]["Owner"] | null;
            /** @description Why. */
            reason: components["schemas"]["VisitReason"];
            ticket_id?: components["schemas"]["TicketId"] | null;
            /** @description By when, in words; the usual time when left out. */
            when?: string | null;
        };
        /** @description Something the customer is still to be told: what changes the date. */
        Notice: {
            /** @description Since when. */
            since: components["schemas"]["Timestamp"];
            /** @description What. */
            what: components["schemas"]["Text"];
        };
        /** @description A hotline number and where it leads. */
        Number: components["schemas"]["NumberForm"] & {
            /** @description The number's id. */
            id: components["schemas"]["NumberId"];
        };
        /** @description A hotline number as a form describes it. */
        NumberForm: {
            /** @description Name of the entry flow. */
            flow: string;
            /** @description Name for people. */
            name: string;
            /** @description As dialled, such as `95000`. */
            number: string;
            /** @description The caller's page `/call` may call it. */
            web_calls?: boolean;
        };
        /**
         * Format: uuid
         * @description A hotline number (DID).
         */
        NumberId: string;
        /** @description Why a number is to be seen in whole. */
        NumberReason: {
            /** @description Why; kept in the audit log. */
            reason: string;
        };
        /**
         * @description What happens with a row whose number is that of a known customer.
         * @enum {string}
         */
        OnKnown: "reject" | "complete" | "create";
        /**
         * @description How a contact without conversation was settled.
         * @enum {string}
         */
        Outcome: "served" | "self_service" | "cancelled" | "abandoned" | "voicemail" | "callback" | "out_of_hours" | "failed";
        /** @description A time at which it is closed: it can be promised, and the agent is told. */
        Outside: {
            closes_before?: components["schemas"]["Timestamp"] | null;
            /** @description For the agent. */
            note: components["schemas"]["Text"];
            opens_after?: components["schemas"]["Timestamp"] | null;
        };
        /** @description A call outside contacts that was tried. */
        OutsideCall: {
            /** @description The agent. */
            agent_id: string;
            /** @description When. */
            at: components["schemas"]["Timestamp"];
            /** @description `outgoing`: the agent dialled; `incoming`: somebody dialled the agent past the hotline. */
            direction: string;
            /** @description Names it in lists. */
            id: string;
            /** @description The other number, masked unless the reader may see it. */
            party: string;
            /** @description Staff number. */
            staff_number: string;
        };
        /** @description Who is signed in, with what rights. */
        OwnSession: {
            permissions: string[];
            user: components["schemas"]["User"];
            /** @description The centre's time zone (IANA): all times that people read and enter are in it. */
            zone: string;
        };
        /** @description Who answers for a promise: it never has none. */
        Owner: {
            /** @description An agent. */
            id: components["schemas"]["AgentId"];
            /** @enum {string} */
            owner: "agent";
        } | {
            /** @description A team; its leader sees to it. */
            id: components["schemas"]["TeamId"];
            /** @enum {string} */
            owner: "team";
        } | {
            /** @description A user without agent posting. */
            id: components["schemas"]["UserId"];
            /** @enum {string} */
            owner: "user";
        };
        /** @description One page of a list. */
        Page_AttachmentView: {
            /** @description The items. */
            items: {
                /** @description When it came. */
                at: components["schemas"]["Timestamp"];
                author?: components["schemas"]["UserId"] | null;
                /** @description Name of who brought it. */
                author_name?: string | null;
                /**
                 * Format: int64
                 * @description Length of the content.
                 */
                bytes: number;
                /** @description Its id. */
                id: string;
                /** @description A picture that a page may show. */
                is_picture: boolean;
                /** @description What it is, by its content (RFC 6838). */
                media_type: string;
                /** @description Name for people. */
                name: string;
                /** @description Whether the reader may take it away now. */
                removable: boolean;
                /** @description SHA-256 of the content, in hexadecimal. */
                sha256: string;
                /** @description The ticket. */
                ticket_id: components["schemas"]["TicketId"];
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_AuditAction: {
            /** @description The items. */
            items: {
                /** @description Its name. */
                action: string;
                /** @description What it is called. */
                label: components["schemas"]["Text"];
                /** @description What it is about. */
                topic: components["schemas"]["AuditTopic"];
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_AuditEntry: {
            /** @description The items. */
            items: {
                /** @description The action, such as `audit.customer_revealed`. */
                action: string;
                /** @description When. */
                at: components["schemas"]["Timestamp"];
                /** @description Program with which it was asked, where it is known. */
                client?: string | null;
                /** @description Address from which it was asked, where it is known. */
                from?: string | null;
                /** @description To what. */
                object: components["schemas"]["AuditObject"];
                /** @description Why, as the person said; numbers and mailboxes in it are masked. */
                reason?: string | null;
                /** @description What was done, in words. */
                said: components["schemas"]["Text"];
                /**
                 * Format: int64
                 * @description Its place in the log.
                 */
                seq: number;
                /** @description The ticket whose handling was the reason. */
                ticket?: string | null;
                /** @description What it is about. */
                topic: components["schemas"]["AuditTopic"];
                who?: components["schemas"]["AuditPerson"] | null;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_BreakKind: {
            /** @description The items. */
            items: {
                /** @description Stable name. */
                kind: string;
                /**
                 * Format: int64
                 * @description How long it may last, in seconds.
                 */
                limit_s?: number | null;
                /** @description Name for people. */
                name: components["schemas"]["Text"];
                /** @description A supervisor must agree first. */
                needs_approval: boolean;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_CareView: {
            /** @description The items. */
            items: {
                /** @description Name of the customer. */
                customer: string;
                /** @description The customer. */
                customer_id: components["schemas"]["CustomerId"];
                done_at?: components["schemas"]["Timestamp"] | null;
                done_by?: components["schemas"]["Actor"] | null;
                /** @description When. */
                due_at: components["schemas"]["Timestamp"];
                /** @description Names it. */
                id: string;
                /** @description What sort. */
                kind: components["schemas"]["CareKind"];
                /** @description How to treat the customer. */
                level: components["schemas"]["Level"];
                /** @description What came of it. */
                outcome?: string | null;
                recommendation?: components["schemas"]["Text"] | null;
                /** @description Where the customer stands. */
                stage: components["schemas"]["Stage"];
                /** @description What to say; empty for tasks that speak for themselves. */
                text: string;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Contact: {
            /** @description The items. */
            items: {
                /** @description What the reader may do now. */
                actions: string[];
                agent?: components["schemas"]["AgentView"] | null;
                answered_at?: components["schemas"]["Timestamp"] | null;
                /** @description First sign of the customer. */
                arrived_at: components["schemas"]["Timestamp"];
                /** @description The customer's number, masked unless the reader may see it. */
                caller?: string | null;
                /** @description Channel. */
                channel: components["schemas"]["Channel"];
                customer_id?: components["schemas"]["CustomerId"] | null;
                /** @description Who started it. */
                direction: components["schemas"]["Direction"];
                /** @description Why it ended. */
                end_reason?: string | null;
                ended_at?: components["schemas"]["Timestamp"] | null;
                ended_by?: components["schemas"]["EndedBy"] | null;
                /** @description What was dialled or addressed. */
                entry: string;
                /**
                 * Format: double
                 * @description Seconds on hold.
                 */
                hold_s: number;
                /** @description The contact. */
                id: components["schemas"]["ContactId"];
                /**
                 * Format: int32
                 * @description Offers that were not answered.
                 */
                missed_offers: number;
                /** @description The agent's microphone is off. */
                muted: boolean;
                /**
                 * Format: int64
                 * @description Short number for people.
                 */
                number: number;
                outcome?: components["schemas"]["Outcome"] | null;
                path?: components["schemas"]["ContactPath"] | null;
                queue?: components["schemas"]["QueueId"] | null;
                /**
                 * Format: double
                 * @description Seconds of waiting for a person.
                 */
                queue_s: number;
                queued_at?: components["schemas"]["Timestamp"] | null;
                record?: components["schemas"]["Record"] | null;
                recording_id?: components["schemas"]["RecordingId"] | null;
                /**
                 * Format: double
                 * @description Seconds of ringing at the agent who answered.
                 */
                ring_s: number;
                /** @description Where it stands. */
                state: components["schemas"]["ContactState"];
                state_since?: components["schemas"]["Timestamp"] | null;
                survey?: components["schemas"]["SurveyView"] | null;
                /**
                 * Format: double
                 * @description Seconds of conversation.
                 */
                talk_s: number;
                /**
                 * Format: double
                 * @description Seconds of after-call work.
                 */
                wrap_up_s: number;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Counted: {
            /** @description The items. */
            items: {
                agent?: components["schemas"]["AgentView"] | null;
                contact_id?: components["schemas"]["ContactId"] | null;
                counted_at?: components["schemas"]["Timestamp"] | null;
                /** @description Whether it is among those that the numerator counts. */
                counted_in_numerator: boolean;
                /**
                 * Format: double
                 * @description What it adds to the denominator.
                 */
                denominator: number;
                /**
                 * Format: int64
                 * @description Its short number; for an agent the place in the list.
                 */
                number: number;
                /**
                 * Format: double
                 * @description What it adds to the numerator.
                 */
                numerator: number;
                /** @description The promise. */
                promise_id?: string | null;
                /** @description Name of the queue. */
                queue?: string | null;
                /** @description The ticket. */
                ticket_id?: string | null;
                /** @description Name of the ticket's state. */
                ticket_state?: string | null;
                /** @description Name of the ticket's type. */
                ticket_type?: string | null;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Customer: {
            /** @description The items. */
            items: {
                /** @description Accounts on other channels. */
                accounts: components["schemas"]["Account"][];
                /** @description Postal address, masked unless the reader may see it. */
                address: string;
                /** @description On the block list. */
                blocked: boolean;
                /** @description Why. */
                blocked_why: string;
                /** @description The company. */
                company: string;
                /** @description What the customer said to being contacted. */
                consents: {
                    [key: string]: components["schemas"]["Consent"];
                };
                /** @description Since when the customer is known. */
                created_at: components["schemas"]["Timestamp"];
                /** @description E-mail addresses, masked unless the reader may see them. */
                emails: string[];
                /** @description Values of the centre's own fields, by their names. */
                fields: {
                    [key: string]: string;
                };
                /** @description The customer. */
                id: components["schemas"]["CustomerId"];
                /** @description Person or organisation. */
                kind: components["schemas"]["CustomerKind"];
                /** @description How to treat the customer. */
                level: components["schemas"]["Level"];
                /** @description What the reader sees masked. */
                masked: components["schemas"]["Datum"][];
                merged_into?: components["schemas"]["CustomerId"] | null;
                /** @description Name of the person or organisation. */
                name: string;
                /** @description Nature of the company. */
                nature: string;
                /** @description What to know before speaking with the customer. */
                notes: string;
                /** @description Telephone numbers, the main one first, an extension after a hyphen; masked unless the reader may see them. */
                phones: string[];
                /** @description Region. */
                region: string;
                /** @description What the reader may see in whole for a reason. */
                revealable: components["schemas"]["Datum"][];
                service_until?: components["schemas"]["Timestamp"] | null;
                /** @description Where the customer stands. */
                stage: components["schemas"]["Stage"];
                /** @description Tags. */
                tags: string[];
                /** @description The last change. */
                updated_at: components["schemas"]["Timestamp"];
                /**
                 * Format: int64
                 * @description Counts the changes: who edits names the version seen.
                 */
                version: number;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_CustomerImport: {
            /** @description The items. */
            items: {
                /** @description Who sent it. */
                actor: components["schemas"]["Actor"];
                /**
                 * Format: int64
                 * @description How many known customers were completed.
                 */
                completed: number;
                /**
                 * Format: int64
                 * @description How many customers were made.
                 */
                created: number;
                /** @description When the file came. */
                created_at: components["schemas"]["Timestamp"];
                /**
                 * Format: int64
                 * @description How many are dealt with.
                 */
                dealt_with: number;
                /** @description Name of the file. */
                file: string;
                /** @description The head of the table. */
                head: string[];
                /** @description Names it. */
                id: string;
                /** @description What the columns mean; guessed from the head before the import is carried out. */
                plan: components["schemas"]["ImportPlan"];
                /**
                 * Format: int64
                 * @description How many rows were rejected.
                 */
                rejected: number;
                /**
                 * Format: int64
                 * @description How many rows it has.
                 */
                rows: number;
                /** @description Where it stands. */
                state: components["schemas"]["ImportState"];
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_CustomerMemo: {
            /** @description The items. */
            items: {
                /** @description When. */
                at: components["schemas"]["Timestamp"];
                /** @description Who. */
                author: components["schemas"]["Actor"];
                /** @description Names it. */
                id: string;
                /** @description What sort. */
                kind: components["schemas"]["MemoKind"];
                /** @description What. */
                text: string;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_CustomerRecommendation: {
            /** @description The items. */
            items: (components["schemas"]["Standing"] & {
                /** @description Names the recommendation. */
                id: string;
                last?: components["schemas"]["AnswerView"] | null;
                /** @description What to say. */
                text: components["schemas"]["Text"];
                /** @description What it is called. */
                title: components["schemas"]["Text"];
                /** @description Until when, exclusive. */
                until: components["schemas"]["Timestamp"];
            })[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Department: {
            /** @description The items. */
            items: {
                /** @description What people read. */
                label: components["schemas"]["Text"];
                /** @description Its name. */
                name: components["schemas"]["DepartmentName"];
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_DueItem: {
            /** @description The items. */
            items: {
                /** @description What can be done now. */
                actions: string[];
                /** @description The number to call, masked unless the reader may see it. */
                caller?: string | null;
                contact_id?: components["schemas"]["ContactId"] | null;
                customer_id?: components["schemas"]["CustomerId"] | null;
                /** @description The customer's name. */
                customer_name?: string | null;
                due_at?: components["schemas"]["Timestamp"] | null;
                /** @description The promise or the ticket. */
                id: string;
                /** @description The sort of promise or the type of ticket, in words. */
                label: components["schemas"]["Text"];
                /**
                 * Format: int64
                 * @description Short number for people.
                 */
                number: number;
                owner?: components["schemas"]["PromiseOwnerView"] | null;
                recording_id?: components["schemas"]["RecordingId"] | null;
                /** @description The state by name. */
                state: string;
                /** @description What it is about. */
                title: string;
                /**
                 * Format: int32
                 * @description Calls that did not reach the customer.
                 */
                tries: number;
                /**
                 * Format: int64
                 * @description Counts the changes.
                 */
                version: number;
                /** @description What it is. */
                what: components["schemas"]["DueSort"];
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_DuplicatePair: {
            /** @description The items. */
            items: {
                /** @description How alike they are, and why. */
                likeness: components["schemas"]["Likeness"];
                /** @description The record known longer. */
                one: components["schemas"]["Customer"];
                /** @description The other. */
                two: components["schemas"]["Customer"];
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_FlowSummary: {
            /** @description The items. */
            items: {
                /**
                 * Format: int64
                 * @description The newest version.
                 */
                latest: number;
                /** @description Stable name, used by numbers. */
                name: string;
                /**
                 * Format: int64
                 * @description The version that new calls enter.
                 */
                published?: number | null;
                /** @description Name for people, of the newest version. */
                title: components["schemas"]["Text"];
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_FlowVersion: {
            /** @description The items. */
            items: {
                /** @description Who saved it. */
                author: string;
                /** @description The flow itself. */
                body: Record<string, never>;
                /** @description When it was saved. */
                created_at: components["schemas"]["Timestamp"];
                /** @description Whether new calls enter it. */
                is_published: boolean;
                /** @description Stable name. */
                name: string;
                /**
                 * Format: int64
                 * @description Number of the version, from 1.
                 */
                version: number;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_HalfHour: {
            /** @description The items. */
            items: {
                /**
                 * Format: int64
                 * @description Given up.
                 */
                abandoned: number;
                /**
                 * Format: int64
                 * @description Answered.
                 */
                answered: number;
                /**
                 * Format: int64
                 * @description Everything that came in.
                 */
                incoming: number;
                /**
                 * Format: int64
                 * @description Asked for a person.
                 */
                offered: number;
                /**
                 * Format: double
                 * @description Service level; null when nothing was offered.
                 */
                service_level?: number | null;
                /** @description Its first instant. */
                start: components["schemas"]["Timestamp"];
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Hotline: {
            /** @description The items. */
            items: {
                /** @description Name for people. */
                name: string;
                /** @description As dialled. */
                number: string;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_ImportRow: {
            /** @description The items. */
            items: {
                /** @description Its cells. */
                cells: string[];
                /** @description Why it is rejected. */
                faults: components["schemas"]["Text"][];
                /**
                 * Format: int64
                 * @description The line in the table, the head being line 1.
                 */
                line: number;
                /** @description In a preview: what else is to be known of it, such as numbers that stand twice. */
                notes?: components["schemas"]["Text"][];
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Lookalike: {
            /** @description The items. */
            items: {
                /** @description The other record. */
                customer: components["schemas"]["Customer"];
                /** @description How alike they are, and why. */
                likeness: components["schemas"]["Likeness"];
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_MergeView: {
            /** @description The items. */
            items: {
                /** @description Who. */
                actor: components["schemas"]["Actor"];
                /** @description When. */
                at: components["schemas"]["Timestamp"];
                /** @description The record that went up in it. */
                gone: components["schemas"]["CustomerId"];
                /** @description Its name. */
                gone_name: string;
                /** @description Names it. */
                id: string;
                /** @description The record that stayed. */
                kept: components["schemas"]["CustomerId"];
                undone_at?: components["schemas"]["Timestamp"] | null;
                /** @description Why. */
                why: string;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_OutsideCall: {
            /** @description The items. */
            items: {
                /** @description The agent. */
                agent_id: string;
                /** @description When. */
                at: components["schemas"]["Timestamp"];
                /** @description `outgoing`: the agent dialled; `incoming`: somebody dialled the agent past the hotline. */
                direction: string;
                /** @description Names it in lists. */
                id: string;
                /** @description The other number, masked unless the reader may see it. */
                party: string;
                /** @description Staff number. */
                staff_number: string;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_PathQuestionDoc: {
            /** @description The items. */
            items: {
                /** @description Its answers. */
                answers: components["schemas"]["PathChoice"][];
                /** @description Which. */
                question: components["schemas"]["PathQuestion"];
                /** @description In words. */
                text: components["schemas"]["Text"];
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Promise: {
            /** @description The items. */
            items: {
                /** @description What can be done now. */
                actions: string[];
                /** @description The number to call, masked unless the reader may see it. */
                caller?: string | null;
                contact_id?: components["schemas"]["ContactId"] | null;
                customer_id?: components["schemas"]["CustomerId"] | null;
                /** @description The customer's name. */
                customer_name?: string | null;
                due_at?: components["schemas"]["Timestamp"] | null;
                /**
                 * Format: int32
                 * @description How often somebody above the owner was told.
                 */
                escalated: number;
                /** @description Who hears of it now: the leaders of the owner's team, then those in charge. */
                escalated_to: string[];
                evidence?: components["schemas"]["Evidence"] | null;
                /** @description The promise. */
                id: components["schemas"]["PromiseId"];
                /** @description What sort. */
                kind: components["schemas"]["PromiseKind"];
                /** @description The sort in words. */
                label: components["schemas"]["Text"];
                /** @description When it was made. */
                made_at: components["schemas"]["Timestamp"];
                /** @description What was promised. */
                matter: string;
                /**
                 * Format: int32
                 * @description How often the customer agreed to another time.
                 */
                moved: number;
                /**
                 * Format: int64
                 * @description Short number for people.
                 */
                number: number;
                /** @description Somebody still has to do something. */
                open: boolean;
                /** @description Who answers for it. */
                owner: components["schemas"]["PromiseOwnerView"];
                /** @description Why it was taken back. */
                reason?: string | null;
                recording_id?: components["schemas"]["RecordingId"] | null;
                /** @description The time in the words in which it was given. */
                said?: string | null;
                /** @description From where it came. */
                source: components["schemas"]["PromiseSource"];
                /** @description `awaiting`, `made`, `due_soon`, `kept`, `broken`, `withdrawn`. */
                state: string;
                ticket_id?: components["schemas"]["TicketId"] | null;
                /**
                 * Format: int32
                 * @description Calls that did not reach the customer.
                 */
                tries: number;
                /**
                 * Format: int64
                 * @description Counts the changes.
                 */
                version: number;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_PromiseStoryItem: {
            /** @description The items. */
            items: {
                /** @description Who caused it. */
                actor: components["schemas"]["Actor"];
                /** @description When. */
                at: components["schemas"]["Timestamp"];
                /** @description The facts. */
                data: Record<string, never>;
                /** @description What, such as `promises.kept`. */
                kind: string;
                /**
                 * Format: int64
                 * @description Place in the event log.
                 */
                seq: number;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_PromptView: {
            /** @description The items. */
            items: {
                /** @description When it was uploaded. */
                created_at: components["schemas"]["Timestamp"];
                /**
                 * Format: double
                 * @description Length in seconds.
                 */
                duration_s: number;
                /** @description The prompt. */
                id: components["schemas"]["PromptId"];
                /** @description Its name. */
                name: string;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Recommendation: {
            /** @description The items. */
            items: {
                /** @description Who made it. */
                actor: components["schemas"]["Actor"];
                /** @description How customers answered. */
                counts: components["schemas"]["AnswerCounts"];
                /**
                 * Format: int32
                 * @description Days after which somebody follows up an interest.
                 */
                follow_up_days: number;
                /** @description From when on. */
                from: components["schemas"]["Timestamp"];
                /** @description To whom. */
                group: components["schemas"]["CustomerFilter"];
                /** @description Names it. */
                id: string;
                /** @description What to say. */
                text: components["schemas"]["Text"];
                /** @description What it is called. */
                title: components["schemas"]["Text"];
                /** @description Until when, exclusive. */
                until: components["schemas"]["Timestamp"];
                /**
                 * Format: int64
                 * @description Counts the changes.
                 */
                version: number;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_ReturnVisitView: {
            /** @description The items. */
            items: {
                /** @description What can be done now. */
                actions: string[];
                /** @description The number to call, masked unless the reader may see it. */
                caller?: string | null;
                customer_id?: components["schemas"]["CustomerId"] | null;
                /** @description The customer's name. */
                customer_name?: string | null;
                /** @description By when. */
                due_at: components["schemas"]["Timestamp"];
                ended_at?: components["schemas"]["Timestamp"] | null;
                /** @description The visit, and the promise to make it. */
                id: components["schemas"]["PromiseId"];
                /**
                 * Format: int32
                 * @description Calls until it is given up.
                 */
                most_tries: number;
                /** @description What happens next. */
                next_step?: string | null;
                not_before?: components["schemas"]["Timestamp"] | null;
                /**
                 * Format: int64
                 * @description Short number for people.
                 */
                number: number;
                outcome?: components["schemas"]["VisitOutcome"] | null;
                /** @description Who makes it. */
                owner: components["schemas"]["PromiseOwnerView"];
                /** @description Why. */
                reason: components["schemas"]["VisitReason"];
                /**
                 * Format: int32
                 * @description From 1 to 5.
                 */
                satisfaction?: number | null;
                /** @description What is asked, with what was answered. */
                script: components["schemas"]["VisitQuestion"][];
                /** @description `planned`, `done`, `given_up`, `cancelled`. */
                state: string;
                ticket_id?: components["schemas"]["TicketId"] | null;
                /**
                 * Format: int32
                 * @description Calls that did not reach the customer.
                 */
                tries: number;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_SeriesPoint: {
            /** @description The items. */
            items: {
                /** @description Its first instant. */
                from: components["schemas"]["Timestamp"];
                /** @description Each indicator under its name. */
                indicators: {
                    [key: string]: components["schemas"]["Measured"];
                };
                /** @description The first instant after it. */
                to: components["schemas"]["Timestamp"];
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_SessionView: {
            /** @description The items. */
            items: {
                /** @description Program and device, as they introduced themselves. */
                client: string;
                /** @description Sign-in. */
                created_at: components["schemas"]["Timestamp"];
                /** @description End, unless it is used again. */
                expires_at: components["schemas"]["Timestamp"];
                /** @description The session. */
                id: components["schemas"]["SessionId"];
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Skill: {
            /** @description The items. */
            items: {
                /** @description The skill. */
                id: components["schemas"]["SkillId"];
                /** @description Its name. */
                name: string;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_StoryItem: {
            /** @description The items. */
            items: {
                /** @description Who caused it. */
                actor: components["schemas"]["Actor"];
                /** @description When. */
                at: components["schemas"]["Timestamp"];
                /** @description The facts. */
                data: Record<string, never>;
                /** @description What, such as `contacts.offered`. */
                kind: string;
                /**
                 * Format: int64
                 * @description Place in the event log.
                 */
                seq: number;
                /** @description In words. */
                text: components["schemas"]["Text"];
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Team: {
            /** @description The items. */
            items: {
                /** @description The team. */
                id: components["schemas"]["TeamId"];
                /** @description Its name. */
                name: string;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_TicketBulkResult: {
            /** @description The items. */
            items: {
                /** @description Whether it was done. */
                done: boolean;
                /** @description What is possible instead. */
                possible: string[];
                /** @description The ticket. */
                ticket: components["schemas"]["TicketId"];
                why?: components["schemas"]["Text"] | null;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_TicketCount: {
            /** @description The items. */
            items: {
                /**
                 * Format: int32
                 * @description So many; no more than 99 are counted.
                 */
                count: number;
                /** @description Whether there are more. */
                more: boolean;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_TicketDue: {
            /** @description The items. */
            items: {
                breached_at?: components["schemas"]["Timestamp"] | null;
                /** @description What is measured. */
                clock: string;
                due_at?: components["schemas"]["Timestamp"] | null;
                /** @description What people read. */
                label: components["schemas"]["Text"];
                /** @description What was counted and what was not, step by step. */
                steps: components["schemas"]["Text"][];
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_TicketIncident: {
            /** @description The items. */
            items: {
                /** @description The one wording for all channels; empty until it is approved. */
                approved_wording: string;
                /** @description The ticket. */
                id: components["schemas"]["TicketId"];
                /** @description The state, as people read it. */
                label: components["schemas"]["Text"];
                /**
                 * Format: int64
                 * @description Its number.
                 */
                number: number;
                /** @description Who leads. */
                owner: string;
                /** @description How bad, 1 is worst. */
                severity: components["schemas"]["Severity"];
                /** @description Since when. */
                since: components["schemas"]["Timestamp"];
                /** @description The state. */
                state: components["schemas"]["StateName"];
                /** @description How it is met. */
                strategy: string;
                /** @description What is concerned. */
                systems: string;
                /** @description One line. */
                title: string;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_TicketNotice: {
            /** @description The items. */
            items: {
                /** @description When. */
                at: components["schemas"]["Timestamp"];
                /** @description The notice. */
                id: string;
                /** @description What it is about. */
                kind: components["schemas"]["TicketNoticeKind"];
                /**
                 * Format: int64
                 * @description Its number.
                 */
                number: number;
                /** @description Whether it was read. */
                read: boolean;
                /** @description What is said. */
                text: components["schemas"]["Text"];
                /** @description The ticket. */
                ticket: components["schemas"]["TicketId"];
                /** @description Its title. */
                title: string;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_TicketPerson: {
            /** @description The items. */
            items: {
                /** @description Whether the account is in use. */
                active: boolean;
                agent_id?: components["schemas"]["AgentId"] | null;
                department?: components["schemas"]["DepartmentName"] | null;
                /** @description Name for people. */
                name: string;
                /** @description The role. */
                role: components["schemas"]["Role"];
                /** @description Staff number, if there is one. */
                staff_number?: string | null;
                team?: components["schemas"]["TeamId"] | null;
                /** @description The account. */
                user_id: components["schemas"]["UserId"];
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_TicketSavedView: {
            /** @description The items. */
            items: {
                changed_at?: components["schemas"]["Timestamp"] | null;
                changed_by?: components["schemas"]["UserId"] | null;
                /** @description What it shows. */
                filter: components["schemas"]["TicketViewFilter"];
                /** @description The view. */
                id: string;
                /** @description What people read. */
                name: string;
                /** @description Whose it is. */
                owner: components["schemas"]["UserId"];
                /** @description Whether everybody has it. */
                shared: boolean;
                team?: components["schemas"]["TeamId"] | null;
                /**
                 * Format: int64
                 * @description Counts up with each change.
                 */
                version: number;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_TicketStoryItem: {
            /** @description The items. */
            items: {
                /** @description Who caused it. */
                actor: components["schemas"]["Actor"];
                /** @description When. */
                at: components["schemas"]["Timestamp"];
                /** @description The facts. */
                data: Record<string, never>;
                /** @description What, such as `tickets.moved` or `tickets.clock_breached`. */
                kind: string;
                /**
                 * Format: int64
                 * @description Place in the event log.
                 */
                seq: number;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_TicketSummary: {
            /** @description The items. */
            items: {
                /** @description What the department is asked to do. */
                asked?: string | null;
                assignee?: components["schemas"]["Assignee"] | null;
                closed_at?: components["schemas"]["Timestamp"] | null;
                /** @description When it was opened. */
                created_at: components["schemas"]["Timestamp"];
                customer_id?: components["schemas"]["CustomerId"] | null;
                /** @description The customer's name. */
                customer_name?: string | null;
                department?: components["schemas"]["DepartmentName"] | null;
                due_at?: components["schemas"]["Timestamp"] | null;
                /** @description The ticket. */
                id: components["schemas"]["TicketId"];
                /** @description What the state means. */
                kind: components["schemas"]["StateKind"];
                next_due_at?: components["schemas"]["Timestamp"] | null;
                /**
                 * Format: int64
                 * @description Short number for people, without gaps.
                 */
                number: number;
                phase?: components["schemas"]["DepartmentPhase"] | null;
                /** @description Where, when it is a job on the spot. */
                place?: string | null;
                /** @description How urgent. */
                priority: components["schemas"]["Priority"];
                /** @description The state, by the name its type gives it. */
                state: components["schemas"]["StateName"];
                /** @description One line. */
                title: string;
                /** @description The type. */
                type: components["schemas"]["TypeName"];
                /**
                 * Format: int64
                 * @description Counts the changes: who edits names the version seen.
                 */
                version: number;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_TicketType: {
            /** @description The items. */
            items: {
                /** @description Categories that fit; none: all. */
                categories?: components["schemas"]["CategoryName"][];
                /** @description The clocks. */
                clocks?: components["schemas"]["ClockRule"][];
                department?: components["schemas"]["DepartmentRule"] | null;
                /** @description Who hears of what. */
                escalations?: components["schemas"]["EscalationRule"][];
                /** @description The form. */
                fields: components["schemas"]["FieldDef"][];
                /** @description Whether a customer stands behind it, who is told of changes. */
                for_customers: boolean;
                /** @description What people read. */
                label: components["schemas"]["Text"];
                /** @description The moves. */
                moves: components["schemas"]["MoveDef"][];
                /** @description Its name. */
                name: components["schemas"]["TypeName"];
                /** @description Who may open one. */
                opened_by: components["schemas"]["Party"][];
                reopen?: components["schemas"]["ReopenRule"] | null;
                /** @description The state in which a ticket begins. */
                start: components["schemas"]["StateName"];
                /** @description The states. */
                states: components["schemas"]["StateDef"][];
                /**
                 * Format: int32
                 * @description Counts the editions.
                 */
                version: number;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_TicketTypeEdition: {
            /** @description The items. */
            items: {
                /** @description When it was saved. */
                at: components["schemas"]["Timestamp"];
                /** @description Who saved it, as an actor in JSON. */
                author: string;
                /**
                 * Format: int32
                 * @description Counts the editions.
                 */
                version: number;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_TicketsOfType: {
            /** @description The items. */
            items: {
                /** @description The indicators over tickets, for this type alone. */
                indicators: {
                    [key: string]: components["schemas"]["Indicator"];
                };
                /**
                 * Format: int64
                 * @description Opened in the period.
                 */
                opened: number;
                /** @description Of them: how many are in each state now, the most first. */
                states: components["schemas"]["TicketState"][];
                /** @description Name of the type. */
                ticket_type: string;
            }[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Versioned_Agent: {
            /** @description The items. */
            items: ({
                /** @description Still with the centre. */
                active: boolean;
                /** @description What may be handled at the same time. */
                capacity: components["schemas"]["Capacity"];
                /** @description The agent. */
                id: components["schemas"]["AgentId"];
                /** @description Name for people. */
                name: string;
                /** @description Skills with levels. */
                skills: components["schemas"]["SkillLevel"][];
                /** @description Staff number, also the SIP user name. */
                staff_number: string;
                team?: components["schemas"]["Team"] | null;
            } & {
                /** @description Its version: to be sent back with a change. */
                version: string;
            })[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Versioned_Aim: {
            /** @description The items. */
            items: ({
                /** @description Whether the value should be at least or at most the target. */
                aim: components["schemas"]["TargetAim"];
                /** @description Numerator ÷ denominator in words. */
                formula: components["schemas"]["Text"];
                /** @description Name of the indicator. */
                name: string;
                /** @description Whether the centre set it. */
                own: boolean;
                /**
                 * Format: double
                 * @description What is aimed at; null: nothing.
                 */
                target?: number | null;
                /** @description Name for people. */
                title: components["schemas"]["Text"];
                /** @description `share` (0 to 1), `seconds` or `count`. */
                unit: string;
                /**
                 * Format: double
                 * @description What the definition names by itself.
                 */
                usual_target?: number | null;
                /**
                 * Format: double
                 * @description A value that misses the target but not this one is shown as a warning.
                 */
                warning?: number | null;
            } & {
                /** @description Its version: to be sent back with a change. */
                version: string;
            })[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Versioned_Calendar: {
            /** @description The items. */
            items: ((components["schemas"]["CalendarForm"] & {
                /** @description Its name, by which entry flows and clocks know it. */
                name: string;
            }) & {
                /** @description Its version: to be sent back with a change. */
                version: string;
            })[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Versioned_Category: {
            /** @description The items. */
            items: ({
                /** @description Name for people. */
                name: components["schemas"]["Text"];
                /** @description Path, the stable name. */
                path: string;
                /** @description Fields that a record of this category must have besides category and matter. */
                required?: string[];
            } & {
                /** @description Its version: to be sent back with a change. */
                version: string;
            })[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Versioned_CustomerField: {
            /** @description The items. */
            items: ({
                /** @description What it holds. */
                kind: components["schemas"]["CustomerFieldKind"];
                /** @description What people read. */
                label: components["schemas"]["Text"];
                /** @description The name used by API and tables: small letters, digits, `_`. */
                name: string;
                /** @description What can be chosen. */
                options?: string[];
                /** @description Masked as the trading code is. */
                sensitive?: boolean;
                /**
                 * @description Only one customer has a value: it is sought as a whole, tells one customer from another, and is refused to a
                 *     second one. Who left holds none.
                 */
                unique?: boolean;
            } & {
                /** @description Its version: to be sent back with a change. */
                version: string;
            })[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Versioned_DepartmentWithMembers: {
            /** @description The items. */
            items: ({
                head?: components["schemas"]["UserId"] | null;
                /** @description What people read. */
                label: components["schemas"]["Text"];
                /** @description Who belongs to it. */
                members: components["schemas"]["UserId"][];
                /** @description Its name. */
                name: components["schemas"]["DepartmentName"];
            } & {
                /** @description Its version: to be sent back with a change. */
                version: string;
            })[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Versioned_Number: {
            /** @description The items. */
            items: ((components["schemas"]["NumberForm"] & {
                /** @description The number's id. */
                id: components["schemas"]["NumberId"];
            }) & {
                /** @description Its version: to be sent back with a change. */
                version: string;
            })[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Versioned_Queue: {
            /** @description The items. */
            items: ((components["schemas"]["QueueForm"] & {
                /** @description The queue. */
                id: components["schemas"]["QueueId"];
            }) & {
                /** @description Its version: to be sent back with a change. */
                version: string;
            })[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Versioned_TicketMacro: {
            /** @description The items. */
            items: ({
                /** @description What it does, in order. */
                actions: components["schemas"]["TicketAction"][];
                /** @description The macro. */
                id: string;
                /** @description What stands on the button. */
                name: components["schemas"]["Text"];
                /** @description Types it fits; none named: all. */
                types: components["schemas"]["TypeName"][];
            } & {
                /** @description Its version: to be sent back with a change. */
                version: string;
            })[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Versioned_Trunk: {
            /** @description The items. */
            items: ((components["schemas"]["TrunkForm"] & {
                /** @description The trunk. */
                id: components["schemas"]["TrunkId"];
            }) & {
                /** @description Its version: to be sent back with a change. */
                version: string;
            })[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Versioned_User: {
            /** @description The items. */
            items: ({
                /** @description May sign in. */
                active: boolean;
                /** @description When the account was made. */
                created_at: components["schemas"]["Timestamp"];
                /** @description The account. */
                id: components["schemas"]["UserId"];
                /** @description Name for people. */
                name: string;
                /** @description What the user may do. */
                role: components["schemas"]["Role"];
                /** @description Staff number, for those who serve contacts; also the SIP user name. */
                staff_number?: string | null;
                /** @description Name to sign in with. */
                username: string;
            } & {
                /** @description Its version: to be sent back with a change. */
                version: string;
            })[];
            /** @description Where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        /**
         * @description A part of a day.
         * @enum {string}
         */
        Part: "dawn" | "early_morning" | "morning" | "noon" | "afternoon" | "dusk" | "evening" | "midnight" | "closing" | "am" | "pm";
        /**
         * @description Which sort of person may do something. One person may be several: a supervisor serves customers too.
         * @enum {string}
         */
        Party: "service" | "supervisor" | "department" | "worker" | "customer" | "system";
        /**
         * @description An answer on the path.
         * @enum {string}
         */
        PathAnswer: "enquiry" | "complaint" | "suggestion" | "other" | "yes" | "no";
        /** @description An answer with where it leads. */
        PathChoice: {
            /** @description The answer. */
            answer: components["schemas"]["PathAnswer"];
            end?: components["schemas"]["PathEnd"] | null;
            next?: components["schemas"]["PathQuestion"] | null;
            /** @description The type of ticket that this end leads to. */
            opens?: string | null;
            text?: components["schemas"]["Text"] | null;
        };
        /**
         * @description An end of the path; after each comes the polite close.
         * @enum {string}
         */
        PathEnd: "handed_to_marketing" | "answered" | "explanation_accepted" | "fed_back_to_department" | "complaint_to_department" | "department_informed" | "reply_promised" | "handled";
        /**
         * @description A question on the path.
         * @enum {string}
         */
        PathQuestion: "matter" | "interested" | "justified" | "explanation_accepted" | "satisfied" | "reply_needed";
        /** @description A question of the call manual's flow chart. */
        PathQuestionDoc: {
            /** @description Its answers. */
            answers: components["schemas"]["PathChoice"][];
            /** @description Which. */
            question: components["schemas"]["PathQuestion"];
            /** @description In words. */
            text: components["schemas"]["Text"];
        };
        /** @description A question that was answered. */
        PathStep: {
            /** @description The answer. */
            answer: components["schemas"]["PathAnswer"];
            /** @description In words. */
            question: components["schemas"]["Text"];
        };
        /** @description Something that is possible now. */
        Possible: {
            /** @description What stands on the button. */
            label: components["schemas"]["Text"];
            /**
             * @description The command: the name of a move, or `pass`, `accept`, `return`, `feed_back`, `answered_by_department`,
             *     `inform_customer`, `satisfaction`, `reopen`, `undo_merge`.
             */
            name: string;
            /** @description Fields that must be filled. */
            needs: components["schemas"]["FieldName"][];
            /** @description Whether a reason must be given. */
            needs_reason: boolean;
            to?: components["schemas"]["StateName"] | null;
        };
        /** @description The chosen set of definitions. */
        PresetView: {
            /** @description Name for people. */
            name: components["schemas"]["Text"];
            /** @description `manual`, `gbt33358` or `industry`. */
            preset: string;
        };
        /**
         * @description How urgent it is, the most urgent first.
         * @enum {string}
         */
        Priority: "urgent" | "high" | "normal" | "low";
        /** @description A problem document. */
        Problem: {
            /** @description What happened, what is safe, what to do. */
            detail: string;
            /** @description Fields at fault. */
            errors?: components["schemas"]["ProblemField"][];
            /** @description What is possible instead. */
            possible?: string[];
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description Short summary. */
            title: string;
            /** @description Stable name of the problem, such as `/problems/forbidden`. */
            type: string;
            until?: components["schemas"]["Timestamp"] | null;
        };
        /** @description One field at fault. */
        ProblemField: {
            /** @description Path of the field, such as `skills[0].level`. */
            field: string;
            /** @description What is wrong with it. */
            message: string;
        };
        /** @description A promise. */
        Promise: {
            /** @description What can be done now. */
            actions: string[];
            /** @description The number to call, masked unless the reader may see it. */
            caller?: string | null;
            contact_id?: components["schemas"]["ContactId"] | null;
            customer_id?: components["schemas"]["CustomerId"] | null;
            /** @description The customer's name. */
            customer_name?: string | null;
            due_at?: components["schemas"]["Timestamp"] | null;
            /**
             * Format: int32
             * @description How often somebody above the owner was told.
             */
            escalated: number;
            /** @description Who hears of it now: the leaders of the owner's team, then those in charge. */
            escalated_to: string[];
            evidence?: components["schemas"]["Evidence"] | null;
            /** @description The promise. */
            id: components["schemas"]["PromiseId"];
            /** @description What sort. */
            kind: components["schemas"]["PromiseKind"];
            /** @description The sort in words. */
            label: components["schemas"]["Text"];
            /** @description When it was made. */
            made_at: components["schemas"]["Timestamp"];
            /** @description What was promised. */
            matter: string;
            /**
             * Format: int32
             * @description How often the customer agreed to another time.
             */
            moved: number;
            /**
             * Format: int64
             * @description Short number for people.
             */
            number: number;
            /** @description Somebody still has to do something. */
            open: boolean;
            /** @description Who answers for it. */
            owner: components["schemas"]["PromiseOwnerView"];
            /** @description Why it was taken back. */
            reason?: string | null;
            recording_id?: components["schemas"]["RecordingId"] | null;
            /** @description The time in the words in which it was given. */
            said?: string | null;
            /** @description From where it came. */
            source: components["schemas"]["PromiseSource"];
            /** @description `awaiting`, `made`, `due_soon`, `kept`, `broken`, `withdrawn`. */
            state: string;
            ticket_id?: components["schemas"]["TicketId"] | null;
            /**
             * Format: int32
             * @description Calls that did not reach the customer.
             */
            tries: number;
            /**
             * Format: int64
             * @description Counts the changes.
             */
            version: number;
        };
        /** @description What can be done with a promise. */
        PromiseAction: {
            at?: components["schemas"]["Timestamp"] | null;
            contact_id?: components["schemas"]["ContactId"] | null;
            /** @enum {string} */
            do: "keep";
            kind?: components["schemas"]["EvidenceKind"] | null;
            /** @description What came of it, in words. */
            note: string;
        } | {
            /** @enum {string} */
            do: "tried";
            /** @description Such as `无人接听`. */
            note?: string;
        } | {
            /** @description Whether the customer agreed. */
            customer_agreed: boolean;
            /** @enum {string} */
            do: "move";
            due_at?: components["schemas"]["Timestamp"] | null;
            /** @description By when, in words. */
            when?: string | null;
            /** @description Why. */
            why: string;
        } | {
            /** @enum {string} */
            do: "now_due";
            /** @description By when, in words; the usual time by default. */
            when?: string | null;
        } | {
            /** @enum {string} */
            do: "withdraw";
            /** @description Why. */
            reason: string;
        } | {
            /** @enum {string} */
            do: "reassign";
            /** @description To whom. */
            owner: components["schemas"]["Owner"];
        } | {
            /** @enum {string} */
            do: "take";
        };
        /** @description Something to be done with a promise. */
        PromiseActionForm: {
            /** @description What. */
            action: components["schemas"]["PromiseAction"];
            /**
             * Format: int64
             * @description The version that was seen: if the promise has changed since then, it is told (409).
             */
            version?: number | null;
        };
        /** @description How many promises stand where. */
        PromiseCounts: {
            /**
             * Format: int64
             * @description Not kept in time, made good or not.
             */
            broken: number;
            /**
             * Format: int64
             * @description Open, and little time is left.
             */
            due_soon: number;
            /**
             * Format: int64
             * @description Kept in time.
             */
            kept: number;
            /**
             * Format: double
             * @description Kept in time, of those that were due, in percent; null when none was.
             */
            kept_percent?: number | null;
            /**
             * Format: int64
             * @description Somebody still has to do something.
             */
            open: number;
            /**
             * Format: int64
             * @description Broken, and not made good yet.
             */
            overdue: number;
            /**
             * Format: int64
             * @description Taken back.
             */
            withdrawn: number;
        };
        /** @description A word that promises too much. */
        PromiseFlag: {
            /** @description What to say instead. */
            instead: components["schemas"]["Text"];
            /** @description The word as it was typed. */
            word: string;
        };
        /**
         * Format: uuid
         * @description A promise.
         */
        PromiseId: string;
        /**
         * @description What sort of thing was promised.
         * @enum {string}
         */
        PromiseKind: "call_back" | "complaint_answer" | "suggestion_reply" | "first_reply" | "transfer_call_back" | "recovery_notice" | "return_visit" | "action";
        /** @description Who answers for a promise. */
        PromiseOwnerView: {
            /** @description Who. */
            id: components["schemas"]["Owner"];
            /** @description Name for people. */
            name: string;
            /** @description Staff number, where it is an agent. */
            staff_number?: string | null;
            /** @description The team of the agent, or the team itself. */
            team?: string | null;
        };
        /** @description When to remind and to escalate. */
        PromisePolicy: {
            /** @description How long after the due instant each level hears of it, first the leader. */
            escalate_after_s: [
                number,
                "leader" | "management"
            ][];
            /**
             * @description How long before the due instant the owner is reminded, longest first; at the first it is due soon. A promise
             *     given for less than twice the first is due soon after half its time.
             */
            remind_before_s: number[];
            /**
             * Format: int32
             * @description So many calls in time that did not reach the customer keep a promise to call.
             */
            tries_that_keep: number;
        };
        /** @description What is understood of a time that somebody types. */
        PromisePreview: {
            /** @description Words that promise too much, with what to say instead. */
            flagged: components["schemas"]["PromiseFlag"][];
            refused?: components["schemas"]["PromiseRefusal"] | null;
            room?: components["schemas"]["PromiseRoom"] | null;
            /** @description Times that can be promised, soonest first. */
            suggestions: components["schemas"]["Suggestion"][];
            understood?: components["schemas"]["Understood"] | null;
        };
        /** @description Why words are no time to promise. */
        PromiseRefusal: {
            /** @description Stable name, such as `promises.vague`. */
            code: string;
            /** @description Why. */
            why: components["schemas"]["Text"];
        };
        /** @description Whether there is room for a call-back by then. */
        PromiseRoom: {
            /** @description It can be made by then without breaking another promise. */
            fits: boolean;
            next_at?: components["schemas"]["Timestamp"] | null;
            /** @description In words. */
            why: components["schemas"]["Text"];
        };
        /** @description The policy of the centre. */
        PromiseSettings: {
            /** @description By when somebody who asks the hotline for a call is called back. */
            call_back: components["schemas"]["Target"];
            owner?: components["schemas"]["Owner"] | null;
            /** @description Reminders and escalation. */
            policy: components["schemas"]["PromisePolicy"];
            /**
             * Format: int32
             * @description Call-backs that can be made in an open half hour; three for each agent when null.
             */
            room_per_half_hour?: number | null;
            /** @description Return visits. */
            visits: components["schemas"]["VisitSettings"];
            /** @description By when a voice message is answered. */
            voice_message: components["schemas"]["Target"];
        };
        /**
         * @description From where a promise came.
         * @enum {string}
         */
        PromiseSource: "wrap_up" | "call_back" | "voice_message" | "written" | "visit";
        /** @description One entry of a promise's story. */
        PromiseStoryItem: {
            /** @description Who caused it. */
            actor: components["schemas"]["Actor"];
            /** @description When. */
            at: components["schemas"]["Timestamp"];
            /** @description The facts. */
            data: Record<string, never>;
            /** @description What, such as `promises.kept`. */
            kind: string;
            /**
             * Format: int64
             * @description Place in the event log.
             */
            seq: number;
        };
        /**
         * Format: uuid
         * @description A voice prompt.
         */
        PromptId: string;
        /** @description A prompt as a form sends it. */
        PromptUpload: {
            /**
             * Format: binary
             * @description WAV file: PCM 8/16/24 bit, A-law or µ-law, mono or stereo, 8–48 kHz.
             */
            file: string;
            /** @description Name of the prompt. */
            name: string;
        };
        /** @description An uploaded prompt. */
        PromptView: {
            /** @description When it was uploaded. */
            created_at: components["schemas"]["Timestamp"];
            /**
             * Format: double
             * @description Length in seconds.
             */
            duration_s: number;
            /** @description The prompt. */
            id: components["schemas"]["PromptId"];
            /** @description Its name. */
            name: string;
        };
        /** @description Which version new calls enter. */
        Publication: {
            /**
             * Format: int64
             * @description Number of the version.
             */
            version: number;
        };
        /** @description A queue. */
        Queue: components["schemas"]["QueueForm"] & {
            /** @description The queue. */
            id: components["schemas"]["QueueId"];
        };
        /** @description A queue as a form describes it. Durations are in seconds. */
        QueueForm: {
            affinity?: components["schemas"]["AffinityForm"] | null;
            /**
             * Format: double
             * @description Position and expected wait are announced at this interval.
             */
            announce_every_s?: number | null;
            /** @description Agents in after-call work get no offers. */
            blocks_while_wrap_up?: boolean;
            /** @description `longest_idle`, `best_skill` or `least_occupied`. */
            choice?: string;
            /** @description Name by which entry flows address the queue; its name where it has none. */
            key?: string | null;
            /** @description Name, unique. */
            name: string;
            /** @description What happens after long waiting: `{after_s, do: offer_callback | voicemail | raise_priority | …}`. */
            overflow?: Record<string, never>[];
            /**
             * Format: int32
             * @description Added to each contact's priority.
             */
            priority?: number;
            /**
             * Format: double
             * @description Priority rises by one level for each such waiting time.
             */
            raise_every_s?: number | null;
            /** @description Skills demanded. */
            required?: components["schemas"]["SkillDemand"][];
            /**
             * Format: double
             * @description How long an agent's device rings.
             */
            ring_timeout_s?: number;
            /**
             * Format: double
             * @description Answer within this time of asking for a person.
             */
            service_target_s?: number;
            /** @description After-call work ends by itself at its limit. */
            wrap_up_auto_finish?: boolean;
            /**
             * Format: double
             * @description Time for the record; null: no after-call work.
             */
            wrap_up_limit_s?: number | null;
        };
        /**
         * Format: uuid
         * @description A queue in which contacts wait.
         */
        QueueId: string;
        /** @description A queue now. */
        QueueLive: {
            /**
             * Format: int32
             * @description Agents who could take a call now.
             */
            agents_free: number;
            /** @description Those in line, first in line first; at most 20. */
            line: components["schemas"]["WaitingContact"][];
            longest_waiting_since?: components["schemas"]["Timestamp"] | null;
            /** @description Its name. */
            name: string;
            /** @description The queue. */
            queue: components["schemas"]["QueueId"];
            /**
             * Format: double
             * @description Answer within this time.
             */
            service_target_s: number;
            /**
             * Format: int32
             * @description Number of contacts in line.
             */
            waiting: number;
            /**
             * Format: int32
             * @description Contacts ringing at or served by agents.
             */
            with_agents: number;
        };
        /**
         * @description How many it concerns.
         * @enum {string}
         */
        Reach: "one" | "several" | "many";
        /**
         * @description Who may read a note.
         * @enum {string}
         */
        Readers: "service" | "department";
        /** @description A recommendation with what came of it so far. */
        Recommendation: {
            /** @description Who made it. */
            actor: components["schemas"]["Actor"];
            /** @description How customers answered. */
            counts: components["schemas"]["AnswerCounts"];
            /**
             * Format: int32
             * @description Days after which somebody follows up an interest.
             */
            follow_up_days: number;
            /** @description From when on. */
            from: components["schemas"]["Timestamp"];
            /** @description To whom. */
            group: components["schemas"]["CustomerFilter"];
            /** @description Names it. */
            id: string;
            /** @description What to say. */
            text: components["schemas"]["Text"];
            /** @description What it is called. */
            title: components["schemas"]["Text"];
            /** @description Until when, exclusive. */
            until: components["schemas"]["Timestamp"];
            /**
             * Format: int64
             * @description Counts the changes.
             */
            version: number;
        };
        /** @description What is recommended, to whom, from when until when. */
        RecommendationForm: {
            /**
             * Format: int32
             * @description Days after which somebody follows up an interest, 0..=90; 1 by default.
             */
            follow_up_days?: number;
            /** @description From when on. */
            from: components["schemas"]["Timestamp"];
            /** @description To whom; nobody on the block list. */
            group: components["schemas"]["CustomerFilter"];
            /** @description What to say. */
            text: components["schemas"]["Text"];
            /** @description What it is called. */
            title: components["schemas"]["Text"];
            /** @description Until when, exclusive. */
            until: components["schemas"]["Timestamp"];
            /**
             * Format: int64
             * @description Of a change: the version that was seen.
             */
            version?: number | null;
        };
        /** @description What the agent wrote about the contact (DSK-2). */
        Record: {
            /** @description Path in the category tree, such as `orders/status`. */
            category: string;
            /** @description Further fields that the category asks for. */
            extra?: {
                [key: string]: string;
            };
            /** @description What the customer said of it. */
            feedback?: string;
            /** @description The customer's matter. */
            matter: string;
            /** @description The answers on the call manual's path, in order and by name, such as `complaint`, `yes`, `no` (DSK-6). */
            path?: string[];
            /** @description What was done, step by step. */
            process?: string;
            /** @description Solved on first contact. */
            resolved_first_contact?: boolean | null;
            /** @description How it was solved. */
            solution?: string;
        };
        /** @description The fields of a record as a form sends them. */
        RecordFields: {
            /** @description Path in the category tree, such as `orders/status`. */
            category?: string;
            /** @description Further fields that the category asks for. */
            extra?: {
                [key: string]: string;
            };
            /** @description What the customer said of it. */
            feedback?: string;
            /** @description The customer's matter. */
            matter?: string;
            /** @description The answers on the call manual's flow chart, in order; by the category where it leaves no question open. */
            path?: components["schemas"]["PathAnswer"][];
            /** @description What was done. */
            process?: string;
            /** @description Solved on first contact. */
            resolved_first_contact?: boolean | null;
            /** @description How it was solved. */
            solution?: string;
        };
        /** @description What the agent writes about a contact. */
        RecordForm: components["schemas"]["RecordFields"] & {
            /** @description Ends the after-call work when the record is complete; `true` by default. Drafts say `false`. */
            finish?: boolean;
        };
        /** @description A recording. */
        Recording: {
            /** @description Of which contact. */
            contact_id: components["schemas"]["ContactId"];
            /**
             * Format: double
             * @description Length in seconds, once it is complete.
             */
            duration_s?: number | null;
            /** @description Why it failed. */
            failure?: string | null;
            /** @description The recording. */
            id: components["schemas"]["RecordingId"];
            /** @description `call` (left: customer, right: agent) or `voicemail`. */
            kind: string;
            /** @description Begin. */
            started_at: components["schemas"]["Timestamp"];
            /**
             * @description `running`, `complete`, `repaired` (after the program was killed), `lost` (killed before it had a byte) or
             *     `failed` (it could not be written any further; what was written plays).
             */
            state: string;
        };
        /**
         * Format: uuid
         * @description A stored recording.
         */
        RecordingId: string;
        /** @description Where to send a waiting contact. */
        Redirection: {
            /** @description The queue. */
            queue: components["schemas"]["QueueId"];
        };
        /** @description How a closed or visited ticket is opened again. */
        ReopenRule: {
            /** @description In which state it opens. */
            to: components["schemas"]["StateName"];
        };
        /** @description When closed tickets of a type are filed and deleted. */
        Retention: {
            /**
             * Format: int32
             * @description Days after the close until it is deleted; none: never.
             */
            delete_after_days?: number | null;
            /**
             * Format: int32
             * @description Days after the close until a ticket leaves the lists; it remains searchable.
             */
            file_after_days: number;
        };
        /** @description A return visit. */
        ReturnVisitView: {
            /** @description What can be done now. */
            actions: string[];
            /** @description The number to call, masked unless the reader may see it. */
            caller?: string | null;
            customer_id?: components["schemas"]["CustomerId"] | null;
            /** @description The customer's name. */
            customer_name?: string | null;
            /** @description By when. */
            due_at: components["schemas"]["Timestamp"];
            ended_at?: components["schemas"]["Timestamp"] | null;
            /** @description The visit, and the promise to make it. */
            id: components["schemas"]["PromiseId"];
            /**
             * Format: int32
             * @description Calls until it is given up.
             */
            most_tries: number;
            /** @description What happens next. */
            next_step?: string | null;
            not_before?: components["schemas"]["Timestamp"] | null;
            /**
             * Format: int64
             * @description Short number for people.
             */
            number: number;
            outcome?: components["schemas"]["VisitOutcome"] | null;
            /** @description Who makes it. */
            owner: components["schemas"]["PromiseOwnerView"];
            /** @description Why. */
            reason: components["schemas"]["VisitReason"];
            /**
             * Format: int32
             * @description From 1 to 5.
             */
            satisfaction?: number | null;
            /** @description What is asked, with what was answered. */
            script: components["schemas"]["VisitQuestion"][];
            /** @description `planned`, `done`, `given_up`, `cancelled`. */
            state: string;
            ticket_id?: components["schemas"]["TicketId"] | null;
            /**
             * Format: int32
             * @description Calls that did not reach the customer.
             */
            tries: number;
        };
        /** @description What is to be seen in whole, and why. */
        RevealForm: {
            /** @description What. */
            datum: components["schemas"]["Datum"];
            /** @description Why; kept in the audit log. */
            reason: string;
        };
        /** @description Data shown in whole for a reason. */
        Revealed: {
            /** @description What was asked for. */
            datum: components["schemas"]["Datum"];
            /** @description The values, in the order of the masked ones. */
            values: string[];
        };
        /**
         * @description A role of the centre. A user has exactly one.
         * @enum {string}
         */
        Role: "agent" | "team_leader" | "quality" | "trainer" | "department" | "dispatcher" | "worker" | "administrator";
        /** @description The indicators of a part of a period. */
        SeriesPoint: {
            /** @description Its first instant. */
            from: components["schemas"]["Timestamp"];
            /** @description Each indicator under its name. */
            indicators: {
                [key: string]: components["schemas"]["Measured"];
            };
            /** @description The first instant after it. */
            to: components["schemas"]["Timestamp"];
        };
        /**
         * Format: uuid
         * @description A signed-in session of a user.
         */
        SessionId: string;
        /** @description A session as its owner or an administrator sees it. */
        SessionView: {
            /** @description Program and device, as they introduced themselves. */
            client: string;
            /** @description Sign-in. */
            created_at: components["schemas"]["Timestamp"];
            /** @description End, unless it is used again. */
            expires_at: components["schemas"]["Timestamp"];
            /** @description The session. */
            id: components["schemas"]["SessionId"];
        };
        /**
         * Format: int32
         * @description How bad it is, 1 is worst.
         */
        Severity: number;
        /** @description Name and password. */
        SignIn: {
            /** @description Password. */
            password: string;
            /** @description User name. */
            username: string;
        };
        /** @description A successful sign-in. */
        SignedIn: {
            /** @description Names of the permissions held. */
            permissions: string[];
            /** @description Bearer token; also set as cookie. */
            token: string;
            /** @description Who signed in. */
            user: components["schemas"]["User"];
            /** @description The centre's time zone (IANA): all times that people read and enter are in it. */
            zone: string;
        };
        /** @description A skill that queues demand. */
        Skill: {
            /** @description The skill. */
            id: components["schemas"]["SkillId"];
            /** @description Its name. */
            name: string;
        };
        /** @description A skill that a queue demands. */
        SkillDemand: {
            /**
             * Format: int32
             * @description Least level, 1 to 5.
             */
            level: number;
            /** @description Name of the skill; created when unknown. */
            skill: string;
        };
        /**
         * Format: uuid
         * @description A skill that a queue demands and agents have.
         */
        SkillId: string;
        /** @description How well an agent masters a skill. */
        SkillLevel: {
            /**
             * Format: int32
             * @description 1 (beginner) to 5 (master).
             */
            level: number;
            /** @description Its name at that time. */
            name: string;
            /** @description The skill. */
            skill: components["schemas"]["SkillId"];
        };
        /** @description A skill as a form names it: by name; unknown skills are created. */
        SkillWish: {
            /**
             * Format: int32
             * @description 1 to 5.
             */
            level: number;
            /** @description Name of the skill. */
            skill: string;
        };
        /** @description Hours within a day. */
        Span: {
            /** @description `09:00`. */
            from: string;
            /** @description `18:00`. */
            to: string;
        };
        /** @description A day that differs from its weekday: a public holiday, or a make-up working day. */
        SpecialDay: {
            /** @description `2026-10-01`. */
            date: string;
            /** @description Open hours; none: closed. */
            hours?: components["schemas"]["Span"][];
            /** @description Name for people, such as 国庆节. */
            name: string;
        };
        /**
         * @description Where a customer stands.
         * @enum {string}
         */
        Stage: "lead" | "trial" | "prospect" | "member" | "key_account" | "lapsed" | "eliminated";
        /** @description How a recommendation stands with one customer. */
        Standing: {
            /** @enum {string} */
            standing: "open";
        } | {
            /** @enum {string} */
            standing: "planned";
        } | {
            /** @description From when on. */
            on: components["schemas"]["Timestamp"];
            /** @enum {string} */
            standing: "waits";
        } | {
            /** @enum {string} */
            standing: "interested";
        } | {
            /** @enum {string} */
            standing: "declined";
        } | {
            /** @enum {string} */
            standing: "over";
        };
        /** @description A state of a type. */
        StateDef: {
            /** @description What it means. */
            kind: components["schemas"]["StateKind"];
            /** @description What people read. */
            label: components["schemas"]["Text"];
            /** @description Its name. */
            name: components["schemas"]["StateName"];
            on_customer_wrote?: components["schemas"]["StateName"] | null;
        };
        /** @description A declaration of presence. */
        StateForm: {
            /** @description Kind of break; `rest` when none is given. */
            reason?: string | null;
            /** @description `available`, `break` or `offline`. */
            state: string;
        };
        /**
         * @description What a state means, whatever a type calls it.
         * @enum {string}
         */
        StateKind: "open" | "waiting_for_customer" | "waiting_for_other" | "department" | "worker" | "visit" | "closed";
        /** @description A state of a ticket type, such as `remedy_promised`. */
        StateName: string;
        /** @description One entry of a contact's story. */
        StoryItem: {
            /** @description Who caused it. */
            actor: components["schemas"]["Actor"];
            /** @description When. */
            at: components["schemas"]["Timestamp"];
            /** @description The facts. */
            data: Record<string, never>;
            /** @description What, such as `contacts.offered`. */
            kind: string;
            /**
             * Format: int64
             * @description Place in the event log.
             */
            seq: number;
            /** @description In words. */
            text: components["schemas"]["Text"];
        };
        /** @description A time that could be promised. */
        Suggestion: {
            /** @description The instant. */
            due: components["schemas"]["Timestamp"];
            /** @description The instant in words. */
            echo: components["schemas"]["Text"];
            /** @description What to type; it is understood as this instant. */
            text: components["schemas"]["Text"];
        };
        /** @description The customer's judgement. */
        SurveyView: {
            /**
             * Format: int32
             * @description 1 (poor) to 5 (very good).
             */
            score: number;
        };
        /**
         * @description The form of a table.
         * @enum {string}
         */
        TableFormat: "csv" | "xlsx";
        /** @description How long something may take. */
        Target: {
            /** @enum {string} */
            count: "elapsed";
            /**
             * Format: int64
             * @description Seconds.
             */
            length_s: number;
        } | {
            /** @enum {string} */
            count: "working";
            /**
             * Format: int64
             * @description Seconds.
             */
            length_s: number;
        } | {
            /** @enum {string} */
            count: "working_days";
            /**
             * Format: int32
             * @description Days.
             */
            days: number;
        };
        /**
         * @description In which direction a target lies.
         * @enum {string}
         */
        TargetAim: "at_least" | "at_most";
        /** @description A team of agents. */
        Team: {
            /** @description The team. */
            id: components["schemas"]["TeamId"];
            /** @description Its name. */
            name: string;
        };
        /**
         * Format: uuid
         * @description A team of agents.
         */
        TeamId: string;
        /** @description One text in both languages. */
        Text: {
            /** @description English. */
            en: string;
            /** @description Simplified Chinese. */
            zh: string;
        };
        /** @description A ticket. */
        Ticket: components["schemas"]["TicketSummary"] & {
            /** @description What went up in it. */
            absorbed: components["schemas"]["TicketId"][];
            category?: components["schemas"]["CategoryName"] | null;
            /** @description What the customer says to the worker to confirm the work; only customer service sees it. */
            confirmation_code?: string | null;
            /** @description Contacts in which it came up. */
            contacts: components["schemas"]["ContactId"][];
            /** @description Who opened it. */
            created_by: components["schemas"]["Actor"];
            customer?: components["schemas"]["TicketCustomer"] | null;
            department_work?: components["schemas"]["DepartmentWork"] | null;
            /** @description Departments that have had it. */
            departments: components["schemas"]["DepartmentName"][];
            /** @description Values of the form. */
            fields: {
                [key: string]: components["schemas"]["FieldValue"];
            };
            hold?: components["schemas"]["TicketHold"] | null;
            /** @description Tickets it belongs together with. */
            links: components["schemas"]["TicketLink"][];
            /** @description What it is about. */
            matter: string;
            merged_into?: components["schemas"]["TicketId"] | null;
            /** @description What the reader can do now. */
            possible: components["schemas"]["Possible"][];
            /** @description How many it concerns. */
            reach: components["schemas"]["Reach"];
            /** @description Tickets named in this one that the reader may see. */
            related: components["schemas"]["TicketRelated"][];
            /**
             * Format: int32
             * @description How often it was opened again.
             */
            reopened: number;
            /** @description How bad, 1 is worst. */
            severity: components["schemas"]["Severity"];
            /** @description Every change of state. */
            steps: components["schemas"]["TicketStep"][];
            /** @description What the customer is still to be told. */
            to_tell: components["schemas"]["Notice"][];
            /** @description Whether the reader watches it. */
            watched: boolean;
            /** @description Who hears of changes. */
            watchers: components["schemas"]["UserId"][];
        };
        /** @description What can be done with a ticket. */
        TicketAction: {
            /** @enum {string} */
            do: "move";
            fields?: {
                [key: string]: components["schemas"]["FieldValue"];
            };
            name: components["schemas"]["MoveName"];
            reason?: string | null;
        } | {
            category?: components["schemas"]["CategoryName"] | null;
            /** @enum {string} */
            do: "edit";
            fields?: {
                [key: string]: components["schemas"]["FieldValue"];
            };
            matter?: string | null;
            title?: string | null;
        } | {
            /** @enum {string} */
            do: "prioritise";
            reach: components["schemas"]["Reach"];
            severity: components["schemas"]["Severity"];
            why: string;
        } | {
            /** @enum {string} */
            do: "assign";
            to?: components["schemas"]["Assignee"] | null;
            why?: string;
        } | {
            /** @enum {string} */
            do: "dispatch";
            worker: components["schemas"]["UserId"];
        } | {
            department: components["schemas"]["DepartmentName"];
            /** @enum {string} */
            do: "pass";
            matter: string;
        } | {
            /** @enum {string} */
            do: "accept";
        } | {
            /** @enum {string} */
            do: "return";
            reason: string;
        } | {
            /** @enum {string} */
            do: "feed_back";
            text: string;
        } | {
            /** @enum {string} */
            do: "answered_by_department";
            result: string;
            text: string;
        } | {
            contact_id?: components["schemas"]["ContactId"] | null;
            /** @enum {string} */
            do: "inform_customer";
            text: string;
        } | {
            /** @enum {string} */
            do: "satisfaction";
            missing?: string;
            satisfied: boolean;
        } | {
            /** @enum {string} */
            do: "reopen";
            why: string;
        } | {
            contact_id?: components["schemas"]["ContactId"] | null;
            /** @enum {string} */
            do: "customer_wrote";
            text: string;
        } | {
            /** @enum {string} */
            do: "link";
            kind: components["schemas"]["LinkKind"];
            other: components["schemas"]["TicketId"];
        } | {
            /** @enum {string} */
            do: "unlink";
            kind: components["schemas"]["LinkKind"];
            other: components["schemas"]["TicketId"];
        } | {
            /** @enum {string} */
            do: "merge";
            into: components["schemas"]["TicketId"];
            why: string;
        } | {
            /** @enum {string} */
            do: "undo_merge";
            why: string;
        } | {
            /** @enum {string} */
            do: "split";
            matter: string;
            title: string;
            type?: components["schemas"]["TypeName"] | null;
        } | {
            /** @enum {string} */
            do: "note";
            mentions?: components["schemas"]["UserId"][];
            readers: components["schemas"]["Readers"];
            text: string;
        } | {
            /** @enum {string} */
            do: "watch";
        } | {
            /** @enum {string} */
            do: "unwatch";
        } | {
            /** @enum {string} */
            do: "escalate";
            to: components["schemas"]["EscalateTo"];
            why: string;
        };
        /** @description The same for many tickets. */
        TicketBulkForm: {
            /** @description What is done with each, all of it or nothing. */
            actions?: components["schemas"]["TicketAction"][];
            /** @description Or the macro that is carried out on each. */
            macro?: string | null;
            /** @description Which, 200 at most. */
            tickets: components["schemas"]["TicketId"][];
        };
        /** @description What became of one of many tickets. */
        TicketBulkResult: {
            /** @description Whether it was done. */
            done: boolean;
            /** @description What is possible instead. */
            possible: string[];
            /** @description The ticket. */
            ticket: components["schemas"]["TicketId"];
            why?: components["schemas"]["Text"] | null;
        };
        /** @description How many tickets a view shows. */
        TicketCount: {
            /**
             * Format: int32
             * @description So many; no more than 99 are counted.
             */
            count: number;
            /** @description Whether there are more. */
            more: boolean;
        };
        /** @description What is to be counted. */
        TicketCountForm: {
            /** @description As views keep them, 120 at most. */
            filters: components["schemas"]["TicketViewFilter"][];
        };
        /** @description The customer of a ticket, as far as who works on it needs to know. */
        TicketCustomer: {
            /** @description The customer. */
            id: components["schemas"]["CustomerId"];
            /** @description The name. */
            name: string;
            /** @description Numbers: whole for the department or worker that has the job, masked for others. */
            phones: string[];
        };
        /** @description Why a clock is due when it is. */
        TicketDue: {
            breached_at?: components["schemas"]["Timestamp"] | null;
            /** @description What is measured. */
            clock: string;
            due_at?: components["schemas"]["Timestamp"] | null;
            /** @description What people read. */
            label: components["schemas"]["Text"];
            /** @description What was counted and what was not, step by step. */
            steps: components["schemas"]["Text"][];
        };
        /** @description A ticket is kept whatever the rule of filing says. */
        TicketHold: {
            /** @description Since when. */
            at: components["schemas"]["Timestamp"];
            author?: components["schemas"]["UserId"] | null;
            /** @description Name of who said so. */
            author_name?: string | null;
            /** @description Why. */
            why: string;
        };
        /** @description Why a ticket must be kept. */
        TicketHoldForm: {
            /** @description The dispute, the investigation. */
            why: string;
        };
        /**
         * Format: uuid
         * @description A ticket.
         */
        TicketId: string;
        /** @description A crisis that is not over, as every desk shows it (TKT-11). */
        TicketIncident: {
            /** @description The one wording for all channels; empty until it is approved. */
            approved_wording: string;
            /** @description The ticket. */
            id: components["schemas"]["TicketId"];
            /** @description The state, as people read it. */
            label: components["schemas"]["Text"];
            /**
             * Format: int64
             * @description Its number.
             */
            number: number;
            /** @description Who leads. */
            owner: string;
            /** @description How bad, 1 is worst. */
            severity: components["schemas"]["Severity"];
            /** @description Since when. */
            since: components["schemas"]["Timestamp"];
            /** @description The state. */
            state: components["schemas"]["StateName"];
            /** @description How it is met. */
            strategy: string;
            /** @description What is concerned. */
            systems: string;
            /** @description One line. */
            title: string;
        };
        /** @description A ticket that this one belongs together with. */
        TicketLink: {
            /** @description How. */
            kind: components["schemas"]["LinkKind"];
            /** @description The other ticket. */
            ticket: components["schemas"]["TicketId"];
        };
        /** @description A macro as it is kept. */
        TicketMacro: {
            /** @description What it does, in order. */
            actions: components["schemas"]["TicketAction"][];
            /** @description The macro. */
            id: string;
            /** @description What stands on the button. */
            name: components["schemas"]["Text"];
            /** @description Types it fits; none named: all. */
            types: components["schemas"]["TypeName"][];
        };
        /** @description Several actions under one name. */
        TicketMacroForm: {
            /** @description What it does, in order; all of it or nothing. */
            actions: components["schemas"]["TicketAction"][];
            /** @description What stands on the button. */
            name: components["schemas"]["Text"];
            /** @description Types it fits; none named: all. */
            types?: components["schemas"]["TypeName"][];
        };
        /** @description A notice to one person. */
        TicketNotice: {
            /** @description When. */
            at: components["schemas"]["Timestamp"];
            /** @description The notice. */
            id: string;
            /** @description What it is about. */
            kind: components["schemas"]["TicketNoticeKind"];
            /**
             * Format: int64
             * @description Its number.
             */
            number: number;
            /** @description Whether it was read. */
            read: boolean;
            /** @description What is said. */
            text: components["schemas"]["Text"];
            /** @description The ticket. */
            ticket: components["schemas"]["TicketId"];
            /** @description Its title. */
            title: string;
        };
        /**
         * @description What a notice is about.
         * @enum {string}
         */
        TicketNoticeKind: "assigned" | "mentioned" | "passed" | "feedback" | "escalated" | "reopened" | "customer_wrote" | "changed";
        /** @description Notices that were read. */
        TicketNoticesRead: {
            /** @description Which; none named: all. */
            ids?: string[];
        };
        /**
         * @description In what order tickets are listed.
         * @enum {string}
         */
        TicketOrder: "due" | "newest";
        /** @description Somebody who has to do with tickets. */
        TicketPerson: {
            /** @description Whether the account is in use. */
            active: boolean;
            agent_id?: components["schemas"]["AgentId"] | null;
            department?: components["schemas"]["DepartmentName"] | null;
            /** @description Name for people. */
            name: string;
            /** @description The role. */
            role: components["schemas"]["Role"];
            /** @description Staff number, if there is one. */
            staff_number?: string | null;
            team?: components["schemas"]["TeamId"] | null;
            /** @description The account. */
            user_id: components["schemas"]["UserId"];
        };
        /** @description Another ticket that is named in this one. */
        TicketRelated: {
            /** @description The ticket. */
            id: components["schemas"]["TicketId"];
            /** @description What its state means. */
            kind: components["schemas"]["StateKind"];
            /**
             * Format: int64
             * @description Its number.
             */
            number: number;
            /** @description Its title. */
            title: string;
        };
        /** @description A view that is kept. */
        TicketSavedView: {
            changed_at?: components["schemas"]["Timestamp"] | null;
            changed_by?: components["schemas"]["UserId"] | null;
            /** @description What it shows. */
            filter: components["schemas"]["TicketViewFilter"];
            /** @description The view. */
            id: string;
            /** @description What people read. */
            name: string;
            /** @description Whose it is. */
            owner: components["schemas"]["UserId"];
            /** @description Whether everybody has it. */
            shared: boolean;
            team?: components["schemas"]["TeamId"] | null;
            /**
             * Format: int64
             * @description Counts up with each change.
             */
            version: number;
        };
        /** @description A view to be kept. */
        TicketSavedViewForm: {
            /** @description What it shows. */
            filter: components["schemas"]["TicketViewFilter"];
            /** @description What people read. */
            name: string;
            /** @description Whether everybody has it; that is for those who may manage shared ones. */
            shared?: boolean;
            team?: components["schemas"]["TeamId"] | null;
            /**
             * Format: int64
             * @description The version that was changed; what somebody else changed since is told as 409. Nothing said: it is saved over.
             */
            version?: number | null;
        };
        /** @description A customer's signature on a job. */
        TicketSignature: {
            /** @description When it was given. */
            at: components["schemas"]["Timestamp"];
            /** @description Lines of points in a field of 1000 by 400. */
            strokes: number[][][];
        };
        /** @description Tickets in a state. */
        TicketState: {
            /**
             * Format: int64
             * @description How many.
             */
            count: number;
            /** @description Name of the state. */
            state: string;
        };
        /** @description A change of state. */
        TicketStep: {
            actor: components["schemas"]["Actor"];
            at: components["schemas"]["Timestamp"];
            from: components["schemas"]["StateName"];
            name: string;
            to: components["schemas"]["StateName"];
            why?: string | null;
        };
        /** @description One happening of a ticket's story. */
        TicketStoryItem: {
            /** @description Who caused it. */
            actor: components["schemas"]["Actor"];
            /** @description When. */
            at: components["schemas"]["Timestamp"];
            /** @description The facts. */
            data: Record<string, never>;
            /** @description What, such as `tickets.moved` or `tickets.clock_breached`. */
            kind: string;
            /**
             * Format: int64
             * @description Place in the event log.
             */
            seq: number;
        };
        /** @description A ticket in a list. */
        TicketSummary: {
            /** @description What the department is asked to do. */
            asked?: string | null;
            assignee?: components["schemas"]["Assignee"] | null;
            closed_at?: components["schemas"]["Timestamp"] | null;
            /** @description When it was opened. */
            created_at: components["schemas"]["Timestamp"];
            customer_id?: components["schemas"]["CustomerId"] | null;
            /** @description The customer's name. */
            customer_name?: string | null;
            department?: components["schemas"]["DepartmentName"] | null;
            due_at?: components["schemas"]["Timestamp"] | null;
            /** @description The ticket. */
            id: components["schemas"]["TicketId"];
            /** @description What the state means. */
            kind: components["schemas"]["StateKind"];
            next_due_at?: components["schemas"]["Timestamp"] | null;
            /**
             * Format: int64
             * @description Short number for people, without gaps.
             */
            number: number;
            phase?: components["schemas"]["DepartmentPhase"] | null;
            /** @description Where, when it is a job on the spot. */
            place?: string | null;
            /** @description How urgent. */
            priority: components["schemas"]["Priority"];
            /** @description The state, by the name its type gives it. */
            state: components["schemas"]["StateName"];
            /** @description One line. */
            title: string;
            /** @description The type. */
            type: components["schemas"]["TypeName"];
            /**
             * Format: int64
             * @description Counts the changes: who edits names the version seen.
             */
            version: number;
        };
        /** @description A ticket type. */
        TicketType: {
            /** @description Categories that fit; none: all. */
            categories?: components["schemas"]["CategoryName"][];
            /** @description The clocks. */
            clocks?: components["schemas"]["ClockRule"][];
            department?: components["schemas"]["DepartmentRule"] | null;
            /** @description Who hears of what. */
            escalations?: components["schemas"]["EscalationRule"][];
            /** @description The form. */
            fields: components["schemas"]["FieldDef"][];
            /** @description Whether a customer stands behind it, who is told of changes. */
            for_customers: boolean;
            /** @description What people read. */
            label: components["schemas"]["Text"];
            /** @description The moves. */
            moves: components["schemas"]["MoveDef"][];
            /** @description Its name. */
            name: components["schemas"]["TypeName"];
            /** @description Who may open one. */
            opened_by: components["schemas"]["Party"][];
            reopen?: components["schemas"]["ReopenRule"] | null;
            /** @description The state in which a ticket begins. */
            start: components["schemas"]["StateName"];
            /** @description The states. */
            states: components["schemas"]["StateDef"][];
            /**
             * Format: int32
             * @description Counts the editions.
             */
            version: number;
        };
        /** @description An edition of a type. */
        TicketTypeEdition: {
            /** @description When it was saved. */
            at: components["schemas"]["Timestamp"];
            /** @description Who saved it, as an actor in JSON. */
            author: string;
            /**
             * Format: int32
             * @description Counts the editions.
             */
            version: number;
        };
        /** @description How many notices were not read. */
        TicketUnread: {
            /**
             * Format: int64
             * @description So many.
             */
            count: number;
        };
        /** @description A filter as it is kept in a view. */
        TicketViewFilter: {
            /** @default null */
            assignee: string | null;
            /** @default null */
            department: string | null;
            /** @default null */
            filed: boolean | null;
            /** @default null */
            kind: string | null;
            /** @default null */
            open: boolean | null;
            /** @default null */
            overdue: boolean | null;
            /** @default null */
            priority: string | null;
            /** @default null */
            q: string | null;
            /** @default null */
            sort: components["schemas"]["TicketOrder"] | null;
            /** @default null */
            state: string | null;
            /** @default null */
            type: string | null;
        };
        /** @description In what order the reader has the views. */
        TicketViewOrder: {
            /** @description Ids, the first first; a view that is not named comes after them. */
            views: string[];
        };
        /** @description The tickets of a type. */
        TicketsOfType: {
            /** @description The indicators over tickets, for this type alone. */
            indicators: {
                [key: string]: components["schemas"]["Indicator"];
            };
            /**
             * Format: int64
             * @description Opened in the period.
             */
            opened: number;
            /** @description Of them: how many are in each state now, the most first. */
            states: components["schemas"]["TicketState"][];
            /** @description Name of the type. */
            ticket_type: string;
        };
        /** @description A time of the day as it is named. */
        TimeRef: {
            /** @enum {string} */
            time: "whole_day";
        } | {
            /** @description Which. */
            part: components["schemas"]["Part"];
            /** @enum {string} */
            time: "part";
        } | {
            /** @description Written so that only one half of the day can be meant, such as `09:00`. */
            exact: boolean;
            /**
             * Format: int32
             * @description 0 to 24.
             */
            hour: number;
            /**
             * Format: int32
             * @description 0 to 59.
             */
            minute: number;
            part?: components["schemas"]["Part"] | null;
            /** @enum {string} */
            time: "clock";
        };
        /**
         * Format: date-time
         * @description RFC 3339 instant
         */
        Timestamp: string;
        /** @description What happened in a try-out, in order. */
        Trace: {
            /** @description Inputs and commands with their times. */
            entries: Record<string, never>[];
        };
        /** @description What is taken when a customer tries the service. */
        TrialFacts: {
            /** @description Name of the company. */
            company: string;
            /** @description Whom to speak with. */
            contact: string;
            /** @description Its nature. */
            nature: string;
            /** @description Its region. */
            region: string;
        };
        /** @description What a clock reacts to. */
        Trigger: {
            /** @enum {string} */
            on: "created";
        } | {
            /** @enum {string} */
            on: "entered";
            /** @description Which. */
            state: components["schemas"]["StateName"];
        } | {
            /** @description Which. */
            name: components["schemas"]["MoveName"];
            /** @enum {string} */
            on: "moved";
        } | {
            /** @enum {string} */
            on: "passed";
        } | {
            /** @enum {string} */
            on: "accepted";
        } | {
            /** @enum {string} */
            on: "returned";
        } | {
            /** @enum {string} */
            on: "department_answered";
        } | {
            /** @enum {string} */
            on: "customer_informed";
        } | {
            /** @enum {string} */
            on: "customer_wrote";
        } | {
            /** @enum {string} */
            on: "closed";
        } | {
            /** @enum {string} */
            on: "reopened";
        };
        /** @description A trunk: who may send calls from outside. */
        Trunk: components["schemas"]["TrunkForm"] & {
            /** @description The trunk. */
            id: components["schemas"]["TrunkId"];
        };
        /** @description A trunk as a form describes it. */
        TrunkForm: {
            /** @description Calls are accepted. */
            active?: boolean;
            /** @description Addresses or networks such as `192.0.2.7` or `192.0.2.0/24`. */
            addresses: string[];
            /** @description Name, unique. */
            name: string;
        };
        /**
         * Format: uuid
         * @description A SIP trunk.
         */
        TrunkId: string;
        /** @description A try-out with simulated keys. */
        TryOut: {
            /** @description Whether an agent answers; true by default. */
            answered?: boolean | null;
            /** @description Keys, one whenever one is waited for; a space stands for silence. */
            keys?: string;
            /** @description Whether calendars are open; true by default. */
            open?: boolean | null;
            order_status?: components["schemas"]["Text"] | null;
            /** @description The flow as JSON text. */
            text: string;
        };
        /** @description A ticket type, such as `complaint`. */
        TypeName: string;
        /** @description A time understood. */
        Understood: {
            /** @description By when. */
            due: components["schemas"]["Timestamp"];
            /** @description The instant in words: `11月23日（周一）12:00前`, `by Mon 23 Nov 12:00`. It always names the hour. */
            echo: components["schemas"]["Text"];
            /** @description What the words mean. */
            meaning: components["schemas"]["Meaning"];
            outside?: components["schemas"]["Outside"] | null;
        };
        /** @description An account. */
        User: {
            /** @description May sign in. */
            active: boolean;
            /** @description When the account was made. */
            created_at: components["schemas"]["Timestamp"];
            /** @description The account. */
            id: components["schemas"]["UserId"];
            /** @description Name for people. */
            name: string;
            /** @description What the user may do. */
            role: components["schemas"]["Role"];
            /** @description Staff number, for those who serve contacts; also the SIP user name. */
            staff_number?: string | null;
            /** @description Name to sign in with. */
            username: string;
        };
        /** @description What to change of an account. */
        UserChange: {
            /** @description May sign in. */
            active?: boolean | null;
            /** @description Name for people. */
            name?: string | null;
            role?: components["schemas"]["Role"] | null;
        };
        /**
         * Format: uuid
         * @description An account that signs in.
         */
        UserId: string;
        /** @description An account and its posting. */
        UserWithPosting: components["schemas"]["User"] & {
            agent?: components["schemas"]["Agent"] | null;
        };
        /** @description Something with its version. */
        Versioned_Agent: {
            /** @description Still with the centre. */
            active: boolean;
            /** @description What may be handled at the same time. */
            capacity: components["schemas"]["Capacity"];
            /** @description The agent. */
            id: components["schemas"]["AgentId"];
            /** @description Name for people. */
            name: string;
            /** @description Skills with levels. */
            skills: components["schemas"]["SkillLevel"][];
            /** @description Staff number, also the SIP user name. */
            staff_number: string;
            team?: components["schemas"]["Team"] | null;
        } & {
            /** @description Its version: to be sent back with a change. */
            version: string;
        };
        /** @description Something with its version. */
        Versioned_Aim: {
            /** @description Whether the value should be at least or at most the target. */
            aim: components["schemas"]["TargetAim"];
            /** @description Numerator ÷ denominator in words. */
            formula: components["schemas"]["Text"];
            /** @description Name of the indicator. */
            name: string;
            /** @description Whether the centre set it. */
            own: boolean;
            /**
             * Format: double
             * @description What is aimed at; null: nothing.
             */
            target?: number | null;
            /** @description Name for people. */
            title: components["schemas"]["Text"];
            /** @description `share` (0 to 1), `seconds` or `count`. */
            unit: string;
            /**
             * Format: double
             * @description What the definition names by itself.
             */
            usual_target?: number | null;
            /**
             * Format: double
             * @description A value that misses the target but not this one is shown as a warning.
             */
            warning?: number | null;
        } & {
            /** @description Its version: to be sent back with a change. */
            version: string;
        };
        /** @description Something with its version. */
        Versioned_Calendar: (components["schemas"]["CalendarForm"] & {
            /** @description Its name, by which entry flows and clocks know it. */
            name: string;
        }) & {
            /** @description Its version: to be sent back with a change. */
            version: string;
        };
        /** @description Something with its version. */
        Versioned_CareSettings: {
            /**
             * Format: int32
             * @description Days between two contacts with a prospect.
             */
            prospect_every_days: number;
            /**
             * Format: int32
             * @description Days before the end of the service period at which a member is reminded.
             */
            remind_before_days: number;
        } & {
            /** @description Its version: to be sent back with a change. */
            version: string;
        };
        /** @description Something with its version. */
        Versioned_DepartmentWithMembers: {
            head?: components["schemas"]["UserId"] | null;
            /** @description What people read. */
            label: components["schemas"]["Text"];
            /** @description Who belongs to it. */
            members: components["schemas"]["UserId"][];
            /** @description Its name. */
            name: components["schemas"]["DepartmentName"];
        } & {
            /** @description Its version: to be sent back with a change. */
            version: string;
        };
        /** @description Something with its version. */
        Versioned_FilingRule: {
            /**
             * Format: int32
             * @description Days after the close until it is deleted; none: never.
             */
            delete_after_days?: number | null;
            /**
             * Format: int32
             * @description Days after the close until a ticket leaves the lists; it remains searchable.
             */
            file_after_days: number;
            /** @description Types that are kept otherwise. */
            types?: {
                [key: string]: components["schemas"]["Retention"];
            };
        } & {
            /** @description Its version: to be sent back with a change. */
            version: string;
        };
        /** @description Something with its version. */
        Versioned_Number: (components["schemas"]["NumberForm"] & {
            /** @description The number's id. */
            id: components["schemas"]["NumberId"];
        }) & {
            /** @description Its version: to be sent back with a change. */
            version: string;
        };
        /** @description Something with its version. */
        Versioned_PromiseSettings: {
            /** @description By when somebody who asks the hotline for a call is called back. */
            call_back: components["schemas"]["Target"];
            owner?: components["schemas"]["Owner"] | null;
            /** @description Reminders and escalation. */
            policy: components["schemas"]["PromisePolicy"];
            /**
             * Format: int32
             * @description Call-backs that can be made in an open half hour; three for each agent when null.
             */
            room_per_half_hour?: number | null;
            /** @description Return visits. */
            visits: components["schemas"]["VisitSettings"];
            /** @description By when a voice message is answered. */
            voice_message: components["schemas"]["Target"];
        } & {
            /** @description Its version: to be sent back with a change. */
            version: string;
        };
        /** @description Something with its version. */
        Versioned_Queue: (components["schemas"]["QueueForm"] & {
            /** @description The queue. */
            id: components["schemas"]["QueueId"];
        }) & {
            /** @description Its version: to be sent back with a change. */
            version: string;
        };
        /** @description Something with its version. */
        Versioned_TicketMacro: {
            /** @description What it does, in order. */
            actions: components["schemas"]["TicketAction"][];
            /** @description The macro. */
            id: string;
            /** @description What stands on the button. */
            name: components["schemas"]["Text"];
            /** @description Types it fits; none named: all. */
            types: components["schemas"]["TypeName"][];
        } & {
            /** @description Its version: to be sent back with a change. */
            version: string;
        };
        /** @description Something with its version. */
        Versioned_Trunk: (components["schemas"]["TrunkForm"] & {
            /** @description The trunk. */
            id: components["schemas"]["TrunkId"];
        }) & {
            /** @description Its version: to be sent back with a change. */
            version: string;
        };
        /** @description Something with its version. */
        Versioned_User: {
            /** @description May sign in. */
            active: boolean;
            /** @description When the account was made. */
            created_at: components["schemas"]["Timestamp"];
            /** @description The account. */
            id: components["schemas"]["UserId"];
            /** @description Name for people. */
            name: string;
            /** @description What the user may do. */
            role: components["schemas"]["Role"];
            /** @description Staff number, for those who serve contacts; also the SIP user name. */
            staff_number?: string | null;
            /** @description Name to sign in with. */
            username: string;
        } & {
            /** @description Its version: to be sent back with a change. */
            version: string;
        };
        /** @description What can be done with a visit. */
        VisitAction: {
            /** @enum {string} */
            do: "not_reached";
        } | {
            /** @description Answers by the name of the question. */
            answers: {
                [key: string]: string;
            };
            /** @enum {string} */
            do: "complete";
            /** @description What is missing, when it is not. */
            missing?: string;
            /** @description What happens next. */
            next_step?: string | null;
            /** @description Whether the matter is settled. */
            resolved: boolean;
            /**
             * Format: int32
             * @description From 1 to 5.
             */
            satisfaction?: number | null;
        } | {
            /** @enum {string} */
            do: "cancel";
            /** @description Why. */
            why: string;
        };
        /** @description What a visit found. */
        VisitOutcome: {
            /** @enum {string} */
            outcome: "resolved";
        } | {
            /** @description What is missing. */
            missing: string;
            /** @enum {string} */
            outcome: "unresolved";
        };
        /** @description A question of a visit's script. */
        VisitQuestion: {
            /** @description What the customer said. */
            answer?: string | null;
            /** @description Its name. */
            name: string;
            /** @description Whether it must be answered. */
            needed: boolean;
            /** @description Its wording. */
            wording: components["schemas"]["Text"];
        };
        /**
         * @description Why a customer is visited.
         * @enum {string}
         */
        VisitReason: "complaint" | "repair" | "purchase" | "special_customer";
        /** @description When which return visits are planned; none: not by themselves. */
        VisitSettings: {
            complaint?: components["schemas"]["Target"] | null;
            repair?: components["schemas"]["Target"] | null;
        };
        /** @description Plain counts of the period. */
        Volumes: {
            /**
             * Format: int64
             * @description Of the offered: given up in queue or ringing.
             */
            abandoned: number;
            /**
             * Format: int64
             * @description Of them: answered.
             */
            answered: number;
            /**
             * Format: int64
             * @description Everything that came in and is answered or over.
             */
            incoming: number;
            /**
             * Format: int64
             * @description Of them: asked for a person.
             */
            offered: number;
            /**
             * Format: int64
             * @description Of the abandoned: within the short time.
             */
            short_abandoned: number;
        };
        /** @description A contact that waits. */
        WaitingContact: {
            /** @description The contact. */
            contact: components["schemas"]["ContactId"];
            /**
             * Format: int32
             * @description Place in line, from 1.
             */
            position: number;
            /**
             * Format: int32
             * @description Priority now.
             */
            priority: number;
            /** @description Since when it has waited. */
            waiting_since: components["schemas"]["Timestamp"];
        };
        /** @description A waveform. */
        Waveform: {
            /** @description Peaks from 0 to 1, one list a channel (customer, agent). */
            channels: number[][];
            /**
             * Format: double
             * @description Length in seconds.
             */
            duration_s: number;
        };
        /** @description Hours of one day of the week. */
        WeekDay: {
            /** @description `09:00`. */
            from: string;
            /** @description `18:00`; `24:00` is the end of the day. */
            to: string;
            /**
             * Format: int32
             * @description 1 (Monday) to 7 (Sunday).
             */
            weekday: number;
        };
        /** @description The record of a contact with what was promised in it. */
        WrapUpForm: components["schemas"]["RecordForm"] & {
            /** @description By when something was promised, in words; empty or absent when nothing was. Vague words are refused. */
            promise?: string | null;
            promise_kind?: components["schemas"]["PromiseKind"] | null;
            /** @description What was promised; the record's matter by default. */
            promise_matter?: string | null;
            promised_at?: components["schemas"]["Timestamp"] | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
