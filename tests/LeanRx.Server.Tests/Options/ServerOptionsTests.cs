namespace LeanRx.Server.Tests.Options;

public class ServerOptionsTests
{
    static readonly TimeSpan Never = TimeSpan.Zero;

    public static TheoryData<string, Func<ServerLimits, ServerLimits>> WrongLimits => new()
    {
        { "MaxFrameBytes must be at least 256", it => it with { MaxFrameBytes = 255 } },
        { "MaxFrameDepth must be at least 2", it => it with { MaxFrameDepth = 1 } },
        { "MaxFrameDepth must be at most 1000", it => it with { MaxFrameDepth = 1001 } },
        { "MaxMessageBytes must be at least 1", it => it with { MaxMessageBytes = 0 } },
        { "MaxClientIdLength must be at least 1", it => it with { MaxClientIdLength = 0 } },
        { "MaxMembers must be at least 1", it => it with { MaxMembers = 0 } },
        { "MaxTemporaryMembers must be at least 1", it => it with { MaxTemporaryMembers = -1 } },
        { "MaxConversationLength must be at least 1", it => it with { MaxConversationLength = 0 } },
        { "MaxOnlineQuery must be at least 1", it => it with { MaxOnlineQuery = 0 } },
        { "MaxOfflineMessages must be at least 0", it => it with { MaxOfflineMessages = -1 } },
        { "MaxUnreadConversations must be at least 0", it => it with { MaxUnreadConversations = -1 } },
        { "MaxUnreadCount must be at least 1", it => it with { MaxUnreadCount = 0 } },
        { "MaxMissedPatches must be at least 0", it => it with { MaxMissedPatches = -1 } },
        { "MaxNotifications must be at least 1", it => it with { MaxNotifications = 0 } },
        { "MaxHistoryPage must be at least 1", it => it with { MaxHistoryPage = 0 } },
        { "MaxIdleConversations must be at least 1", it => it with { MaxIdleConversations = 0 } },
        { "MaxQueryPage must be at least 1", it => it with { MaxQueryPage = 0 } },
        { "MaxPendingCommands must be at least 1", it => it with { MaxPendingCommands = 0 } },
        { "MaxPendingBytes must be at least 1", it => it with { MaxPendingBytes = 0 } },
        { "MaxTagLength must be at least 1", it => it with { MaxTagLength = 0 } },
        { "MaxLostSessions must be at least 1", it => it with { MaxLostSessions = 0 } },
        { "MaxCountedRates must be at least 1", it => it with { MaxCountedRates = 0 } },
        { "ConversationsPerMinute must be at least 0", it => it with { ConversationsPerMinute = -1 } },
        { "ApplicationUploadBytesPerMinute must be at least 0", it => it with { ApplicationUploadBytesPerMinute = -1 } },
        { "SendsPerMinute must be at least 0", it => it with { SendsPerMinute = -1 } },
        { "MaxDevices must be at least 1", it => it with { MaxDevices = 0 } },
        { "DeviceRegistrationsPerMinute must be at least 0", it => it with { DeviceRegistrationsPerMinute = -1 } },
        { "HistoryQueriesPerMinute must be at least 0", it => it with { HistoryQueriesPerMinute = -1 } },
        { "OtherOperationsPerMinute must be at least 0", it => it with { OtherOperationsPerMinute = -1 } },
        { "OperatorMessagesPerMinute must be at least 0", it => it with { OperatorMessagesPerMinute = -1 } },
        { "SubscriberBroadcastsPerMinute must be at least 0", it => it with { SubscriberBroadcastsPerMinute = -1 } },
        { "SubscriberBroadcastsPerDay must be at least 0", it => it with { SubscriberBroadcastsPerDay = -1 } },
        { "GlobalBroadcastsPerMinute must be at least 0", it => it with { GlobalBroadcastsPerMinute = -1 } },
        { "GlobalBroadcastsPerDay must be at least 0", it => it with { GlobalBroadcastsPerDay = -1 } },
        { "QueryTimeout must be longer than zero and at most 24 days", it => it with { QueryTimeout = Never } },
        { "QueryTimeout must be longer than zero", it => it with { QueryTimeout = TimeSpan.FromDays(25) } },
        { "ReadTimeout must be longer than zero", it => it with { ReadTimeout = Never } },
        { "LoginTimeout must be longer than zero", it => it with { LoginTimeout = Never } },
        { "SessionTokenLifetime must be longer than zero and at most 3650 days", it => it with { SessionTokenLifetime = Never } },
        { "SignatureLifetime must be longer than zero", it => it with { SignatureLifetime = Never } },
        { "RoomRejoinWindow must be longer than zero", it => it with { RoomRejoinWindow = TimeSpan.FromSeconds(-1) } },
    };

    [Theory]
    [MemberData(nameof(WrongLimits), DisableDiscoveryEnumeration = true)]
    public void A_limit_out_of_its_range_is_refused_by_name(string message, Func<ServerLimits, ServerLimits> change)
    {
        var error = Refused(new() { Limits = change(ServerLimits.Default) });
        Assert.Equal(message[..message.IndexOf(' ', StringComparison.Ordinal)], error.ParamName);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, Func<ServerOptions, ServerOptions>> WrongOptions => new()
    {
        { "Apps must name at least one application", it => it with { Apps = [] } },
        { "Apps names the application 'demo' twice", it => it with { Apps = [AppOptions.Demo, AppOptions.Demo] } },
        { "ApplicationId must not be empty", it => it with { Apps = [AppOptions.Demo with { ApplicationId = "" }] } },
        { "demands or allows signatures and has no MasterKey", it =>
            it with { Apps = [new AppOptions { ApplicationId = "a", RequireLoginSignature = true }] } },
        { "demands or allows signatures and has no MasterKey", it =>
            it with { Apps = [new AppOptions { ApplicationId = "a", RequireConversationSignature = true, MasterKey = "" }] } },
        { "demands or allows signatures and has no MasterKey", it =>
            it with { Apps = [new AppOptions { ApplicationId = "a", RequireBlacklistSignature = true }] } },
        { "demands or allows signatures and has no MasterKey", it => it with { Apps = [new AppOptions { ApplicationId = "a", AllowSignedHistory = true }] } },
        { "'chat.example.com' is none", it => it with { Apps = [AppOptions.Demo with { AllowedOrigins = ["chat.example.com"] }] } },
        { "'https://chat.example.com/app' is none", it => it with { Apps = [AppOptions.Demo with { AllowedOrigins = ["https://chat.example.com/app"] }] } },
        { "'*' is none", it => it with { Apps = [AppOptions.Demo with { AllowedOrigins = ["*"] }] } },
        { "MaxMessageAge must be at least 1 second and at most 36500 days", it =>
            it with { Apps = [AppOptions.Demo with { MaxMessageAge = TimeSpan.FromMilliseconds(999) }] } },
        { "MaxMessageAge must be at least 1 second", it => it with { Apps = [AppOptions.Demo with { MaxMessageAge = TimeSpan.FromDays(36_501) }] } },
        { "MaxMessagesPerConversation must be at least 1 and at most 1000000000", it =>
            it with { Apps = [AppOptions.Demo with { MaxMessagesPerConversation = 0 }] } },
        { "MaxMessagesPerConversation must be at least 1", it => it with { Apps = [AppOptions.Demo with { MaxMessagesPerConversation = 1_000_000_001 }] } },
        { "Limits", it => it with { Limits = null! } },
        { "Scheduler", it => it with { Scheduler = null! } },
        { "Random", it => it with { Random = null! } },
        { "LoggerFactory", it => it with { LoggerFactory = null! } },
    };

    [Theory]
    [MemberData(nameof(WrongOptions), DisableDiscoveryEnumeration = true)]
    public void An_option_that_cannot_work_is_refused_by_name(string message, Func<ServerOptions, ServerOptions> change) =>
        Assert.Contains(message, Refused(change(new())).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("https://chat.example.com")]
    [InlineData("https://chat.example.com/")]
    [InlineData("HTTP://localhost:8080")]
    [InlineData("capacitor://localhost")]
    public void Origins_are_taken_as_browsers_write_them(string origin) =>
        Assert.NotNull(new MessagingEngine(new InMemoryMessageStore(), new() { Apps = [AppOptions.Demo with { AllowedOrigins = [origin] }] }));

    static ArgumentException Refused(ServerOptions options) =>
        Assert.ThrowsAny<ArgumentException>(() => new MessagingEngine(new InMemoryMessageStore(), options));
}
