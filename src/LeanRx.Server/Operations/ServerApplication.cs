using LeanRx.Server.Access.Internal;
using LeanRx.Server.Connections.Internal;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Handlers.Internal;
using LeanRx.Server.Operations.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Telemetry.Internal;

namespace LeanRx.Server;

/// <summary>One application of an engine, as its operator sees it.</summary>
/// <example><code>await engine.Applications["chat"].Messages.SendAsync(conversationId, new SystemMessage("system", body));</code></example>
public sealed class ServerApplication
{
    readonly Application _app;
    readonly LoginDirectory _logins;

    internal ServerApplication(Application application, LoginDirectory logins, IConversationPlaces places, SessionEndings endings)
    {
        _app = application;
        _logins = logins;
        var scope = new OperationScope(application, places);
        Conversations = new ApplicationConversations(scope);
        Messages = new ApplicationMessages(scope);
        Moderation = new ApplicationModeration(scope);
        Subscribers = new ApplicationSubscribers(scope);
        Clients = new ApplicationClients(scope, logins, endings);
        Devices = new ApplicationDevices(scope);
    }

    /// <summary>The id of the application.</summary>
    public string ApplicationId => _app.Id;

    /// <summary>Its conversations and their members.</summary>
    public ApplicationConversations Conversations { get; }

    /// <summary>Its messages, and broadcasts to all clients.</summary>
    public ApplicationMessages Messages { get; }

    /// <summary>Roles, silence and block lists in its conversations.</summary>
    public ApplicationModeration Moderation { get; }

    /// <summary>The subscribers of its service conversations.</summary>
    public ApplicationSubscribers Subscribers { get; }

    /// <summary>Its clients: who is online, and who may no longer be.</summary>
    public ApplicationClients Clients { get; }

    /// <summary>The devices on which its clients are notified.</summary>
    public ApplicationDevices Devices { get; }

    /// <summary>Returns what the application has in the server now, and what has happened in it since the server started.</summary>
    [Door(Permission.ManageServer)]
    public ApplicationStatistics ReadStatistics()
    {
        var totals = _app.Statistics.Read();
        return new ApplicationStatistics
        {
            OnlineCount = _logins.Sessions.ClientCount,
            SessionCount = _logins.Sessions.Count,
            ReceivedCount = totals.Received,
            DeliveredCount = totals.Delivered,
            ReceivedPerSecond = totals.ReceivedPerSecond,
            DeliveredPerSecond = totals.DeliveredPerSecond,
            SendLatency = totals.Latency,
            Refusals = totals.Refusals,
        };
    }

    /// <summary>Returns the last minutes of the application that are over, the oldest first.</summary>
    /// <remarks>A day is kept.</remarks>
    /// <param name="count">The maximum number of minutes, up to 1440. Default 1440.</param>
    [Door(Permission.ManageServer)]
    public IReadOnlyList<ApplicationMinute> ReadMinutes(int count = StatisticsRecorder.MaxMinutes) =>
        _app.Statistics.ReadMinutes(count, static (start, minute) => new ApplicationMinute
        {
            Start = start,
            PeakOnlineCount = minute.Peak,
            ReceivedCount = minute.Received,
            DeliveredCount = minute.Delivered,
            SendLatency = minute.Latency,
            RefusalCount = minute.Refused,
        });
}
