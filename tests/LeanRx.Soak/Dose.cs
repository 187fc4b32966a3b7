namespace LeanRx.Soak;

/// <summary>How much of each attack is played.</summary>
sealed record Dose
{
    public static Dose Full { get; } = new()
    {
        MissedMessages = 1000,
        BrokenLogins = 2000,
        SilentMembers = 400,
        LargeUpdates = 20,
        LargeConversations = 300,
        SmallConversations = 20_000,
        Queriers = 10,
        QueriesEach = 10,
        SlowReaders = 50,
        MessagesToSlowReaders = 800,
        BadRequests = 500,
    };

    public static Dose Quick { get; } = new()
    {
        MissedMessages = 300,
        BrokenLogins = 100,
        SilentMembers = 50,
        LargeUpdates = 5,
        LargeConversations = 50,
        SmallConversations = 1000,
        Queriers = 4,
        QueriesEach = 5,
        SlowReaders = 10,
        MessagesToSlowReaders = 200,
        BadRequests = 50,
    };

    public required int MissedMessages { get; init; }

    public required int BrokenLogins { get; init; }

    public required int SilentMembers { get; init; }

    public required int LargeUpdates { get; init; }

    public required int LargeConversations { get; init; }

    public required int SmallConversations { get; init; }

    public required int Queriers { get; init; }

    public required int QueriesEach { get; init; }

    public required int SlowReaders { get; init; }

    public required int MessagesToSlowReaders { get; init; }

    public required int BadRequests { get; init; }
}
