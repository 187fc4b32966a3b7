using LeanRx.Protocol;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Tests.Support;

/// <summary>What operators and devices do with service conversations.</summary>
static class ServiceMoves
{
    public static ServerApplication Operator(this World world) => world.Engine.Applications["demo"];

    /// <summary>A service conversation.</summary>
    public static async Task<string> ServiceAsync(this World world, params string[] subscribers) =>
        (await world.Operator().Conversations.CreateAsync(new NewConversation { Kind = ConversationKind.Service, Members = subscribers })).Id;

    /// <summary>A message of the service: to all subscribers, or to some clients.</summary>
    public static async Task<StoredMessage> TellAsync(this World world, string service, string text, params string[] clients) =>
        await world.Operator().Messages.SendAsync(service, new SystemMessage("service", text) { ToClientIds = clients });

    public static async Task<StoredMessage> BroadcastAsync(this World world, string service, string text, TimeSpan? life = null) =>
        await world.Operator()
            .Messages.BroadcastAsync(service, new SystemMessage("service", text) { ValidUntil = life is { } span ? world.Clock.Now + span : null });

    public static ConversationFrame Subscribe(this TestDevice device, string service) =>
        device.Do(new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = service, Members = [device.ClientId] });

    public static ConversationFrame Unsubscribe(this TestDevice device, string service) =>
        device.Do(new ConversationFrame { Operation = ConversationOperations.Remove, ConversationId = service, Members = [device.ClientId] });

    /// <summary>Takes everything that came, which must be deliveries, and tells their bodies.</summary>
    public static string TakeBodies(this TestDevice device) => string.Join(' ', device.TakeAll().Cast<DirectFrame>().Select(delivery => delivery.Body));

    /// <summary>Takes all unread counts that came, as they stand in frames: <c>count:last body</c>.</summary>
    public static string TakeUnread(this TestDevice device) =>
        string.Join(' ', device.TakeAll().Cast<UnreadFrame>().SelectMany(frame => frame.Conversations!).Select(item => $"{item.Unread}:{item.Data}"));

    public static string Bodies(this IEnumerable<LogItem> items) => string.Join(' ', items.Select(item => item.Data));
}
