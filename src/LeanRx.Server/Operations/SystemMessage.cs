using System.Text.Json;

namespace LeanRx.Server;

// protocol.md §10.1, §5
/// <summary>A message that an operator sends in the name of a client, who need not be a member.</summary>
public sealed record SystemMessage
{
    /// <summary>Initializes a message.</summary>
    /// <param name="from">The sender that receivers see.</param>
    /// <param name="body">The body, as clients send it.</param>
    public SystemMessage(string from, string body) => (From, Body) = (from, body);

    /// <summary>The sender that receivers see.</summary>
    public string From { get; init; }

    /// <summary>The body, as clients send it.</summary>
    public string Body { get; init; }

    /// <summary>Whether it is delivered to clients that are online only, and not stored.</summary>
    /// <value>False.</value>
    public bool IsTransient { get; init; }

    /// <summary>Whether it is not delivered to the devices of <see cref="From"/>.</summary>
    /// <value>False.</value>
    public bool SkipsSender { get; init; }

    /// <summary>What the push notification about it says, an object.</summary>
    /// <remarks>
    /// It counts towards <see cref="ServerLimits.MaxMessageBytes"/> as with clients. It is not stored; hooks are told of it (<see
    /// cref="LeanRx.Server.Hooks.ReceiversOffline.PushData"/>), and observers of <see cref="MessagingEngine.PushRequests"/>.
    /// </remarks>
    /// <value>Null: the default of the application.</value>
    public JsonElement? PushData { get; init; }

    /// <summary>In a chat room: what is dropped first for slow readers.</summary>
    /// <value><see cref="DeliveryPriority.Normal"/>.</value>
    public DeliveryPriority Priority { get; init; } = DeliveryPriority.Normal;

    /// <summary>In a service conversation: the clients that it is for, whether they subscribe or not.</summary>
    /// <remarks>Only they and <see cref="From"/> can see it. At most <see cref="ServerLimits.MaxRecipients"/>. Must be empty for broadcasts.</remarks>
    /// <value>Empty: all subscribers.</value>
    public IReadOnlyList<string> ToClientIds { get; init; } = [];

    /// <summary>Broadcasts only: until when it is delivered to clients that come online.</summary>
    /// <remarks>It stays in the history.</remarks>
    /// <value>Null: as long as <see cref="ServerLimits.MaxBroadcastLifetime"/> allows.</value>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Whether it mentions everybody.</summary>
    /// <value>False.</value>
    public bool MentionAll { get; init; }

    /// <summary>The clients that it mentions.</summary>
    /// <value>Empty.</value>
    public IReadOnlyList<string> MentionedClientIds { get; init; } = [];
}
