namespace LeanRx.Server;

// How often: what is counted a minute, an hour or a day, and the sets of such figures.
public sealed partial record ServerLimits
{
    /// <summary><see cref="Default"/> without rates, for load tests and for servers that only their owner reaches.</summary>
    public static ServerLimits Unlimited { get; } = new()
    {
        SendsPerMinute = 0,
        HistoryQueriesPerMinute = 0,
        OtherOperationsPerMinute = 0,
        ConversationsPerMinute = 0,
        MemberChangesPerMinute = 0,
        InvitationsPerHour = 0,
        UploadBytesPerMinute = 0,
        ApplicationUploadBytesPerMinute = 0,
        DeviceRegistrationsPerMinute = 0,
    };

    // protocol.md §10.3; S170
    /// <summary>The figures of LeanCloud.</summary>
    /// <remarks>
    /// <see cref="Default"/> with 60 sends, 120 history queries and 30 other operations a minute and client. For operators those of its business plan: 1,800
    /// messages a minute, 30 messages to subscribers a minute and 1,000 a day, 10 broadcasts to all clients a minute and 30 a day.
    /// </remarks>
    public static ServerLimits LeanCloud { get; } = new()
    {
        SendsPerMinute = 60,
        HistoryQueriesPerMinute = 120,
        OtherOperationsPerMinute = 30,
        OperatorMessagesPerMinute = 1800,
        SubscriberBroadcastsPerMinute = 30,
        SubscriberBroadcastsPerDay = 1000,
        GlobalBroadcastsPerMinute = 10,
        GlobalBroadcastsPerDay = 30,
    };

    /// <summary>The maximum number of sends a minute and client; another one is refused with 4116. 0 means no limit.</summary>
    /// <value>1,200.</value>
    public int SendsPerMinute { get; init; } = 1200;

    /// <summary>The maximum number of history queries a minute and client; another one is refused with 4318. 0 means no limit.</summary>
    /// <value>3,000.</value>
    public int HistoryQueriesPerMinute { get; init; } = 3000;

    /// <summary>The maximum number of operations of any other kind a minute and client; another one is refused with 4318. 0 means no limit.</summary>
    /// <value>1,200.</value>
    public int OtherOperationsPerMinute { get; init; } = 1200;

    /// <summary>The maximum number of conversations that a client creates a minute; another one is refused with 4318. 0 means no limit.</summary>
    /// <value>120.</value>
    public int ConversationsPerMinute { get; init; } = 120;

    /// <summary>
    /// The maximum number of clients that a client adds, removes, silences and blocks a minute, together; another one is refused with 4318. 0 means no limit.
    /// </summary>
    /// <value>6,000.</value>
    public int MemberChangesPerMinute { get; init; } = 6000;

    /// <summary>The maximum number of conversations an hour to which other clients add a client; another one is refused with 4318. 0 means no limit.</summary>
    /// <value>500.</value>
    public int InvitationsPerHour { get; init; } = 500;

    /// <summary>The maximum number of bytes that one address uploads a minute; more is refused with HTTP status 429.</summary>
    /// <remarks>A larger file is accepted as the first of a minute. 0 means no limit.</remarks>
    /// <value>1,073,741,824 (1 GiB).</value>
    public long UploadBytesPerMinute { get; init; } = 1024 * 1024 * 1024;

    /// <summary>
    /// The maximum number of bytes that all clients of an application upload a minute; more is refused with HTTP status 429. 0 means no limit.
    /// </summary>
    /// <value>2,147,483,648 (2 GiB).</value>
    public long ApplicationUploadBytesPerMinute { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>
    /// The maximum number of times a minute that one address registers, changes and deletes devices with the application key; another one is refused with HTTP
    /// status 429. 0 means no limit.
    /// </summary>
    /// <value>600.</value>
    public int DeviceRegistrationsPerMinute { get; init; } = 600;

    /// <summary>The maximum number of rate counters of an application; beyond that the oldest starts again.</summary>
    /// <value>100,000.</value>
    public int MaxCountedRates { get; init; } = 100_000;

    // protocol.md §10.3
    /// <summary>
    /// The maximum number of messages that the operators of one application send, edit and recall a minute, not counting those to subscribers and to all
    /// clients; 0 means no limit.
    /// </summary>
    /// <remarks>Beyond it all of them are refused for a minute, over REST with HTTP status 429.</remarks>
    /// <value>0.</value>
    public int OperatorMessagesPerMinute { get; init; }

    /// <summary>
    /// The maximum number of messages to all subscribers of service conversations a minute and application, with edits and recalls; 0 means no limit.
    /// </summary>
    /// <remarks>Beyond it all of them are refused for a minute.</remarks>
    /// <value>0.</value>
    public int SubscriberBroadcastsPerMinute { get; init; }

    /// <summary>The same for a day, from midnight to midnight UTC; beyond it all of them are refused until the day is over.</summary>
    /// <remarks>Counting starts again with the server. 0 means no limit.</remarks>
    /// <value>0.</value>
    public int SubscriberBroadcastsPerDay { get; init; }

    /// <summary>The maximum number of messages to all clients a minute and application; 0 means no limit.</summary>
    /// <remarks>Beyond it all are refused for a minute.</remarks>
    /// <value>0.</value>
    public int GlobalBroadcastsPerMinute { get; init; }

    /// <summary>The same for a day, from midnight to midnight UTC; beyond it all of them are refused until the day is over.</summary>
    /// <remarks>Counting starts again with the server. 0 means no limit.</remarks>
    /// <value>0.</value>
    public int GlobalBroadcastsPerDay { get; init; }

    /// <summary>What happens when a client exceeds a rate.</summary>
    /// <value><see cref="RateLimitAction.Refuse"/>: it gets an error.</value>
    public RateLimitAction OnRateExceeded { get; init; } = RateLimitAction.Refuse;
}
