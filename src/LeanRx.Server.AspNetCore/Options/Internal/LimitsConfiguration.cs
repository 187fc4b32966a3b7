using LeanRx.Configuration.Internal;

namespace LeanRx.Server.AspNetCore.Options.Internal;

/// <summary>Reads the bounds and rates of a server from configuration.</summary>
static class LimitsConfiguration
{
    /// <summary>What can be named in place of single limits.</summary>
    enum Ready
    {
        Default,
        LeanCloud,
        Unlimited,
    }

    public static ServerLimits Read(SectionReader engine)
    {
        const string name = nameof(ServerOptions.Limits);
        var ready = engine.Choice<Ready>(name);
        var reader = engine.Section(name, hasValue: true);
        var limits = Read(reader, ready switch
        {
            Ready.LeanCloud => ServerLimits.LeanCloud,
            Ready.Unlimited => ServerLimits.Unlimited,
            _ => ServerLimits.Default,
        });
        reader.RefuseUnknown();
        return limits;
    }

    static ServerLimits Read(SectionReader reader, ServerLimits limits) => limits with
    {
        MaxFrameBytes = reader.Int32(nameof(limits.MaxFrameBytes)) ?? limits.MaxFrameBytes,
        MaxFrameDepth = reader.Int32(nameof(limits.MaxFrameDepth)) ?? limits.MaxFrameDepth,
        MaxMessageBytes = reader.Int32(nameof(limits.MaxMessageBytes)) ?? limits.MaxMessageBytes,
        MaxTokenLength = reader.Int32(nameof(limits.MaxTokenLength)) ?? limits.MaxTokenLength,
        MaxNamedIds = reader.Int32(nameof(limits.MaxNamedIds)) ?? limits.MaxNamedIds,
        MaxClientIdLength = reader.Int32(nameof(limits.MaxClientIdLength)) ?? limits.MaxClientIdLength,
        MaxTagLength = reader.Int32(nameof(limits.MaxTagLength)) ?? limits.MaxTagLength,
        MaxDeviceIdLength = reader.Int32(nameof(limits.MaxDeviceIdLength)) ?? limits.MaxDeviceIdLength,
        MaxUserAgentLength = reader.Int32(nameof(limits.MaxUserAgentLength)) ?? limits.MaxUserAgentLength,
        MaxSessionsPerConnection = reader.Int32(nameof(limits.MaxSessionsPerConnection)) ?? limits.MaxSessionsPerConnection,
        MaxSessionsPerClient = reader.Int32(nameof(limits.MaxSessionsPerClient)) ?? limits.MaxSessionsPerClient,
        MaxLostSessions = reader.Int32(nameof(limits.MaxLostSessions)) ?? limits.MaxLostSessions,
        MaxLostSessionsPerClient = reader.Int32(nameof(limits.MaxLostSessionsPerClient)) ?? limits.MaxLostSessionsPerClient,
        MaxExactVisitors = reader.Int32(nameof(limits.MaxExactVisitors)) ?? limits.MaxExactVisitors,
        MaxMembers = reader.Int32(nameof(limits.MaxMembers)) ?? limits.MaxMembers,
        MaxTemporaryMembers = reader.Int32(nameof(limits.MaxTemporaryMembers)) ?? limits.MaxTemporaryMembers,
        MaxConversationLength = reader.Int32(nameof(limits.MaxConversationLength)) ?? limits.MaxConversationLength,
        MaxColumns = reader.Int32(nameof(limits.MaxColumns)) ?? limits.MaxColumns,
        MaxColumnNameLength = reader.Int32(nameof(limits.MaxColumnNameLength)) ?? limits.MaxColumnNameLength,
        MaxOnlineQuery = reader.Int32(nameof(limits.MaxOnlineQuery)) ?? limits.MaxOnlineQuery,
        MaxOfflineMessages = reader.Int32(nameof(limits.MaxOfflineMessages)) ?? limits.MaxOfflineMessages,
        MaxUnreadConversations = reader.Int32(nameof(limits.MaxUnreadConversations)) ?? limits.MaxUnreadConversations,
        MaxUnreadCount = reader.Int32(nameof(limits.MaxUnreadCount)) ?? limits.MaxUnreadCount,
        MaxMissedPatches = reader.Int32(nameof(limits.MaxMissedPatches)) ?? limits.MaxMissedPatches,
        MaxNotifications = reader.Int32(nameof(limits.MaxNotifications)) ?? limits.MaxNotifications,
        MaxConversationNotificationBytes = reader.Int64(nameof(limits.MaxConversationNotificationBytes)) ?? limits.MaxConversationNotificationBytes,
        MaxNotificationBytes = reader.Int64(nameof(limits.MaxNotificationBytes)) ?? limits.MaxNotificationBytes,
        MaxNotificationPageBytes = reader.Int64(nameof(limits.MaxNotificationPageBytes)) ?? limits.MaxNotificationPageBytes,
        MaxNotifiedClients = reader.Int32(nameof(limits.MaxNotifiedClients)) ?? limits.MaxNotifiedClients,
        MaxPendingReceipts = reader.Int32(nameof(limits.MaxPendingReceipts)) ?? limits.MaxPendingReceipts,
        MaxHistoryPage = reader.Int32(nameof(limits.MaxHistoryPage)) ?? limits.MaxHistoryPage,
        MaxIdleConversations = reader.Int32(nameof(limits.MaxIdleConversations)) ?? limits.MaxIdleConversations,
        MaxQueryPage = reader.Int32(nameof(limits.MaxQueryPage)) ?? limits.MaxQueryPage,
        QueryTimeout = reader.Time(nameof(limits.QueryTimeout)) ?? limits.QueryTimeout,
        MaxQueryRows = reader.Int32(nameof(limits.MaxQueryRows)) ?? limits.MaxQueryRows,
        OperatorQueryTimeout = reader.Time(nameof(limits.OperatorQueryTimeout)) ?? limits.OperatorQueryTimeout,
        MaxOperatorQueryRows = reader.Int32(nameof(limits.MaxOperatorQueryRows)) ?? limits.MaxOperatorQueryRows,
        MaxQueryBytes = reader.Int64(nameof(limits.MaxQueryBytes)) ?? limits.MaxQueryBytes,
        MaxConcurrentQueries = reader.Int32(nameof(limits.MaxConcurrentQueries)) ?? limits.MaxConcurrentQueries,
        MaxWaitingQueries = reader.Int32(nameof(limits.MaxWaitingQueries)) ?? limits.MaxWaitingQueries,
        RoomRejoinWindow = reader.Time(nameof(limits.RoomRejoinWindow)) ?? limits.RoomRejoinWindow,
        ReadTimeout = reader.Time(nameof(limits.ReadTimeout)) ?? limits.ReadTimeout,
        LoginTimeout = reader.Time(nameof(limits.LoginTimeout)) ?? limits.LoginTimeout,
        SessionTokenLifetime = reader.Time(nameof(limits.SessionTokenLifetime)) ?? limits.SessionTokenLifetime,
        SessionTokenMaxAge = reader.Time(nameof(limits.SessionTokenMaxAge)) ?? limits.SessionTokenMaxAge,
        RequestSignatureWindow = reader.Time(nameof(limits.RequestSignatureWindow)) ?? limits.RequestSignatureWindow,
        SignatureLifetime = reader.Time(nameof(limits.SignatureLifetime)) ?? limits.SignatureLifetime,
        MaxPendingCommands = reader.Int32(nameof(limits.MaxPendingCommands)) ?? limits.MaxPendingCommands,
        MaxPendingBytes = reader.Int32(nameof(limits.MaxPendingBytes)) ?? limits.MaxPendingBytes,
        MaxTotalPendingBytes = reader.Int64(nameof(limits.MaxTotalPendingBytes)) ?? limits.MaxTotalPendingBytes,
        WriteTimeout = reader.Time(nameof(limits.WriteTimeout)) ?? limits.WriteTimeout,
        MaxPageBytes = reader.Int32(nameof(limits.MaxPageBytes)) ?? limits.MaxPageBytes,
        SendsPerMinute = reader.Int32(nameof(limits.SendsPerMinute)) ?? limits.SendsPerMinute,
        HistoryQueriesPerMinute = reader.Int32(nameof(limits.HistoryQueriesPerMinute)) ?? limits.HistoryQueriesPerMinute,
        OtherOperationsPerMinute = reader.Int32(nameof(limits.OtherOperationsPerMinute)) ?? limits.OtherOperationsPerMinute,
        ConversationsPerMinute = reader.Int32(nameof(limits.ConversationsPerMinute)) ?? limits.ConversationsPerMinute,
        MemberChangesPerMinute = reader.Int32(nameof(limits.MemberChangesPerMinute)) ?? limits.MemberChangesPerMinute,
        InvitationsPerHour = reader.Int32(nameof(limits.InvitationsPerHour)) ?? limits.InvitationsPerHour,
        UploadBytesPerMinute = reader.Int64(nameof(limits.UploadBytesPerMinute)) ?? limits.UploadBytesPerMinute,
        ApplicationUploadBytesPerMinute = reader.Int64(nameof(limits.ApplicationUploadBytesPerMinute)) ?? limits.ApplicationUploadBytesPerMinute,
        MaxCountedRates = reader.Int32(nameof(limits.MaxCountedRates)) ?? limits.MaxCountedRates,
        OperatorMessagesPerMinute = reader.Int32(nameof(limits.OperatorMessagesPerMinute)) ?? limits.OperatorMessagesPerMinute,
        SubscriberBroadcastsPerMinute = reader.Int32(nameof(limits.SubscriberBroadcastsPerMinute)) ?? limits.SubscriberBroadcastsPerMinute,
        SubscriberBroadcastsPerDay = reader.Int32(nameof(limits.SubscriberBroadcastsPerDay)) ?? limits.SubscriberBroadcastsPerDay,
        GlobalBroadcastsPerMinute = reader.Int32(nameof(limits.GlobalBroadcastsPerMinute)) ?? limits.GlobalBroadcastsPerMinute,
        GlobalBroadcastsPerDay = reader.Int32(nameof(limits.GlobalBroadcastsPerDay)) ?? limits.GlobalBroadcastsPerDay,
        MaxDeviceLength = reader.Int32(nameof(limits.MaxDeviceLength)) ?? limits.MaxDeviceLength,
        MaxDeviceChannels = reader.Int32(nameof(limits.MaxDeviceChannels)) ?? limits.MaxDeviceChannels,
        MaxDevices = reader.Int32(nameof(limits.MaxDevices)) ?? limits.MaxDevices,
        DeviceRegistrationsPerMinute = reader.Int32(nameof(limits.DeviceRegistrationsPerMinute)) ?? limits.DeviceRegistrationsPerMinute,
        MaxDevicesPerClient = reader.Int32(nameof(limits.MaxDevicesPerClient)) ?? limits.MaxDevicesPerClient,
        MaxRecipients = reader.Int32(nameof(limits.MaxRecipients)) ?? limits.MaxRecipients,
        MaxBroadcastLifetime = reader.Time(nameof(limits.MaxBroadcastLifetime)) ?? limits.MaxBroadcastLifetime,
        OnRateExceeded = reader.Choice<RateLimitAction>(nameof(limits.OnRateExceeded)) ?? limits.OnRateExceeded,
    };
}
