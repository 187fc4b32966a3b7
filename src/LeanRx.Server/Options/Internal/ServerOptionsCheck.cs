using LeanRx.Server.Hooks;

namespace LeanRx.Server.Options.Internal;

/// <summary>Refuses options that cannot work when the engine is made, naming the option and its limit.</summary>
internal static class ServerOptionsCheck
{
    /// <summary>A frame of a command with nothing in it has to fit.</summary>
    const int LeastFrameBytes = 256;

    /// <summary>What System.Text.Json and the stack bear.</summary>
    const int MostFrameDepth = 1000;

    /// <summary>What the clock of regular expressions can count.</summary>
    const int MostQueryDays = 24;

    const int MostLifetimeDays = 3650;

    /// <summary>A hundred years.</summary>
    const int MostMessageDays = 36_500;

    const int MostMessages = 1_000_000_000;

    /// <summary>The options, with the demo application where none is named.</summary>
    /// <exception cref="ArgumentException">An option is out of its limits.</exception>
    public static ServerOptions Checked(ServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.Limits, "Limits");
        ArgumentNullException.ThrowIfNull(options.Scheduler, "Scheduler");
        ArgumentNullException.ThrowIfNull(options.Random, "Random");
        ArgumentNullException.ThrowIfNull(options.LoggerFactory, "LoggerFactory");
        var apps = options.Apps ?? [AppOptions.Demo];
        if (apps.Count == 0)
            throw new ArgumentException("Apps must name at least one application.", nameof(options.Apps));
        for (var index = 0; index < apps.Count; index++)
            Check(apps[index], $"{nameof(options.Apps)}[{index}]");
        if (apps.GroupBy(app => app.ApplicationId, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Apps names the application '{twice.Key}' twice.", nameof(options.Apps));
        Check(options.Limits);
        return options with { Apps = apps };
    }

    static void Check(AppOptions app, string name)
    {
        ArgumentNullException.ThrowIfNull(app, name);
        if (string.IsNullOrEmpty(app.ApplicationId))
            throw new ArgumentException("ApplicationId must not be empty.", $"{name}.{nameof(app.ApplicationId)}");
        if ((app.RequireLoginSignature || app.RequireConversationSignature || app.RequireBlacklistSignature || app.AllowSignedHistory)
            && string.IsNullOrEmpty(app.MasterKey))
            throw new ArgumentException($"The application '{app.ApplicationId}' demands or allows signatures and has no MasterKey to check them with.",
                $"{name}.{nameof(app.MasterKey)}");
        ArgumentNullException.ThrowIfNull(app.Hooks, $"{name}.{nameof(app.Hooks)}");
        for (var index = 0; index < app.Hooks.Count; index++)
            Check(app.Hooks[index], $"{name}.{nameof(app.Hooks)}[{index}]");
        if (app.MaxMessageAge is { } age && (age < TimeSpan.FromSeconds(1) || age > TimeSpan.FromDays(MostMessageDays)))
            throw new ArgumentOutOfRangeException($"{name}.{nameof(app.MaxMessageAge)}", age,
                $"MaxMessageAge must be at least 1 second and at most {MostMessageDays} days.");
        if (app.MaxMessagesPerConversation is < 1 or > MostMessages)
            throw new ArgumentOutOfRangeException($"{name}.{nameof(app.MaxMessagesPerConversation)}", app.MaxMessagesPerConversation,
                $"MaxMessagesPerConversation must be at least 1 and at most {MostMessages}.");
        foreach (var origin in app.AllowedOrigins)
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var url) || url.Host.Length == 0
                || !string.Equals(url.GetLeftPart(UriPartial.Authority), origin.TrimEnd('/'), StringComparison.OrdinalIgnoreCase))
                throw new ArgumentException("AllowedOrigins must hold origins such as https://chat.example.com, without a path or a default port; " +
                    $"'{origin}' is none.", $"{name}.{nameof(app.AllowedOrigins)}");
        }
    }

    static void Check(HookOptions hook, string name)
    {
        ArgumentNullException.ThrowIfNull(hook, name);
        ArgumentNullException.ThrowIfNull(hook.Hook, $"{name}.{nameof(hook.Hook)}");
        if ((hook.Points & ~HookPoints.All) != 0)
            throw new ArgumentOutOfRangeException($"{name}.{nameof(hook.Points)}", hook.Points, "Points must be a combination of HookPoints.");
        if (!Enum.IsDefined(hook.OnFailure))
            throw new ArgumentOutOfRangeException($"{name}.{nameof(hook.OnFailure)}", hook.OnFailure, "OnFailure must be Proceed or Refuse.");
        Positive(hook.Timeout, 1, $"{name}.{nameof(hook.Timeout)}");
        AtLeast(1, hook.MaxConcurrentCalls, $"{name}.{nameof(hook.MaxConcurrentCalls)}");
        AtLeast(1, hook.MaxPendingEvents, $"{name}.{nameof(hook.MaxPendingEvents)}");
    }

    static void Check(ServerLimits limits)
    {
        AtLeast(LeastFrameBytes, limits.MaxFrameBytes, nameof(limits.MaxFrameBytes));
        AtLeast(2, limits.MaxFrameDepth, nameof(limits.MaxFrameDepth));
        if (limits.MaxFrameDepth > MostFrameDepth)
            throw new ArgumentOutOfRangeException(nameof(limits.MaxFrameDepth), limits.MaxFrameDepth, $"MaxFrameDepth must be at most {MostFrameDepth}.");
        AtLeast(1, limits.MaxMessageBytes, nameof(limits.MaxMessageBytes));
        AtLeast(1, limits.MaxClientIdLength, nameof(limits.MaxClientIdLength));
        AtLeast(1, limits.MaxTagLength, nameof(limits.MaxTagLength));
        AtLeast(1, limits.MaxDeviceIdLength, nameof(limits.MaxDeviceIdLength));
        AtLeast(1, limits.MaxUserAgentLength, nameof(limits.MaxUserAgentLength));
        AtLeast(1, limits.MaxSessionsPerConnection, nameof(limits.MaxSessionsPerConnection));
        AtLeast(1, limits.MaxSessionsPerClient, nameof(limits.MaxSessionsPerClient));
        AtLeast(1, limits.MaxLostSessions, nameof(limits.MaxLostSessions));
        AtLeast(1, limits.MaxLostSessionsPerClient, nameof(limits.MaxLostSessionsPerClient));
        AtLeast(0, limits.MaxExactVisitors, nameof(limits.MaxExactVisitors));
        AtLeast(1, limits.MaxMembers, nameof(limits.MaxMembers));
        AtLeast(1, limits.MaxTemporaryMembers, nameof(limits.MaxTemporaryMembers));
        AtLeast(1, limits.MaxConversationLength, nameof(limits.MaxConversationLength));
        AtLeast(1, limits.MaxTokenLength, nameof(limits.MaxTokenLength));
        AtLeast(1, limits.MaxNamedIds, nameof(limits.MaxNamedIds));
        AtLeast(0, limits.MaxColumns, nameof(limits.MaxColumns));
        AtLeast(1, limits.MaxColumnNameLength, nameof(limits.MaxColumnNameLength));
        AtLeast(1, limits.MaxOnlineQuery, nameof(limits.MaxOnlineQuery));
        AtLeast(0, limits.MaxOfflineMessages, nameof(limits.MaxOfflineMessages));
        AtLeast(0, limits.MaxUnreadConversations, nameof(limits.MaxUnreadConversations));
        AtLeast(1, limits.MaxUnreadCount, nameof(limits.MaxUnreadCount));
        AtLeast(0, limits.MaxMissedPatches, nameof(limits.MaxMissedPatches));
        AtLeast(1, limits.MaxNotifications, nameof(limits.MaxNotifications));
        AtLeast(1, limits.MaxConversationNotificationBytes, nameof(limits.MaxConversationNotificationBytes));
        AtLeast(1, limits.MaxNotificationBytes, nameof(limits.MaxNotificationBytes));
        AtLeast(1, limits.MaxNotificationPageBytes, nameof(limits.MaxNotificationPageBytes));
        AtLeast(0, limits.MaxNotifiedClients, nameof(limits.MaxNotifiedClients));
        AtLeast(0, limits.MaxPendingReceipts, nameof(limits.MaxPendingReceipts));
        AtLeast(1, limits.MaxHistoryPage, nameof(limits.MaxHistoryPage));
        AtLeast(1, limits.MaxIdleConversations, nameof(limits.MaxIdleConversations));
        AtLeast(1, limits.MaxQueryPage, nameof(limits.MaxQueryPage));
        AtLeast(1, limits.MaxQueryRows, nameof(limits.MaxQueryRows));
        AtLeast(1, limits.MaxOperatorQueryRows, nameof(limits.MaxOperatorQueryRows));
        AtLeast(1, limits.MaxQueryBytes, nameof(limits.MaxQueryBytes));
        AtLeast(1, limits.MaxConcurrentQueries, nameof(limits.MaxConcurrentQueries));
        AtLeast(0, limits.MaxWaitingQueries, nameof(limits.MaxWaitingQueries));
        AtLeast(1, limits.MaxPendingCommands, nameof(limits.MaxPendingCommands));
        AtLeast(1, limits.MaxPendingBytes, nameof(limits.MaxPendingBytes));
        if (limits.MaxTotalPendingBytes < limits.MaxPendingBytes)
            throw new ArgumentOutOfRangeException(nameof(limits.MaxTotalPendingBytes), limits.MaxTotalPendingBytes,
                "MaxTotalPendingBytes must be at least MaxPendingBytes.");
        AtLeast(1, limits.MaxPageBytes, nameof(limits.MaxPageBytes));
        AtLeast(0, limits.SendsPerMinute, nameof(limits.SendsPerMinute));
        AtLeast(0, limits.HistoryQueriesPerMinute, nameof(limits.HistoryQueriesPerMinute));
        AtLeast(0, limits.OtherOperationsPerMinute, nameof(limits.OtherOperationsPerMinute));
        AtLeast(0, limits.ConversationsPerMinute, nameof(limits.ConversationsPerMinute));
        AtLeast(0, limits.MemberChangesPerMinute, nameof(limits.MemberChangesPerMinute));
        AtLeast(0, limits.InvitationsPerHour, nameof(limits.InvitationsPerHour));
        AtLeast(0, limits.UploadBytesPerMinute, nameof(limits.UploadBytesPerMinute));
        AtLeast(0, limits.ApplicationUploadBytesPerMinute, nameof(limits.ApplicationUploadBytesPerMinute));
        AtLeast(1, limits.MaxCountedRates, nameof(limits.MaxCountedRates));
        AtLeast(0, limits.OperatorMessagesPerMinute, nameof(limits.OperatorMessagesPerMinute));
        AtLeast(0, limits.SubscriberBroadcastsPerMinute, nameof(limits.SubscriberBroadcastsPerMinute));
        AtLeast(0, limits.SubscriberBroadcastsPerDay, nameof(limits.SubscriberBroadcastsPerDay));
        AtLeast(0, limits.GlobalBroadcastsPerMinute, nameof(limits.GlobalBroadcastsPerMinute));
        AtLeast(0, limits.GlobalBroadcastsPerDay, nameof(limits.GlobalBroadcastsPerDay));
        AtLeast(1, limits.MaxDeviceLength, nameof(limits.MaxDeviceLength));
        AtLeast(1, limits.MaxDeviceChannels, nameof(limits.MaxDeviceChannels));
        AtLeast(1, limits.MaxDevices, nameof(limits.MaxDevices));
        AtLeast(0, limits.DeviceRegistrationsPerMinute, nameof(limits.DeviceRegistrationsPerMinute));
        AtLeast(1, limits.MaxDevicesPerClient, nameof(limits.MaxDevicesPerClient));
        AtLeast(1, limits.MaxRecipients, nameof(limits.MaxRecipients));
        Positive(limits.MaxBroadcastLifetime, MostLifetimeDays, nameof(limits.MaxBroadcastLifetime));
        Positive(limits.QueryTimeout, MostQueryDays, nameof(limits.QueryTimeout));
        Positive(limits.OperatorQueryTimeout, MostQueryDays, nameof(limits.OperatorQueryTimeout));
        Positive(limits.ReadTimeout, MostLifetimeDays, nameof(limits.ReadTimeout));
        Positive(limits.WriteTimeout, MostLifetimeDays, nameof(limits.WriteTimeout));
        Positive(limits.LoginTimeout, MostLifetimeDays, nameof(limits.LoginTimeout));
        Positive(limits.SessionTokenLifetime, MostLifetimeDays, nameof(limits.SessionTokenLifetime));
        Positive(limits.SessionTokenMaxAge, MostLifetimeDays, nameof(limits.SessionTokenMaxAge));
        Positive(limits.RequestSignatureWindow, MostLifetimeDays, nameof(limits.RequestSignatureWindow));
        Positive(limits.SignatureLifetime, MostLifetimeDays, nameof(limits.SignatureLifetime));
        if (limits.RoomRejoinWindow != TimeSpan.Zero)
            Positive(limits.RoomRejoinWindow, MostLifetimeDays, nameof(limits.RoomRejoinWindow));
    }

    static void AtLeast(int least, long value, string name)
    {
        if (value < least)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least {least}.");
    }

    static void Positive(TimeSpan value, int mostDays, string name)
    {
        if (value <= TimeSpan.Zero || value > TimeSpan.FromDays(mostDays))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be longer than zero and at most {mostDays} days.");
    }
}
