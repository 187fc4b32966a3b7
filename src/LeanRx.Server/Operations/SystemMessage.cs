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

    /// <summary>True for those who are online only; it is not stored. Default false.</summary>
    public bool IsTransient { get; init; }

    /// <summary>True to keep it from the devices of <see cref="From"/>. Default false.</summary>
    public bool SkipsSender { get; init; }

    /// <summary>
    /// What a push notification about it would say, an object of any shape. It counts towards <see cref="ServerLimits.MaxMessageBytes"/> as with clients and is
    /// not kept: LeanRx sends no push notifications. Default none.
    /// </summary>
    public JsonElement? PushData { get; init; }

    /// <summary>In a chat room: what is dropped first for those who read too slowly. Default <see cref="DeliveryPriority.Normal"/>.</summary>
    public DeliveryPriority Priority { get; init; } = DeliveryPriority.Normal;

    /// <summary>
    /// In a service conversation: the clients that it is for, subscribed or not, at most <see cref="ServerLimits.MaxRecipients"/>. They and <see cref="From"/>
    /// alone see it. Default empty: all subscribers. Not for broadcasts.
    /// </summary>
    public IReadOnlyList<string> ToClientIds { get; init; } = [];

    /// <summary>
    /// Broadcasts only: until when clients that come online are given it. Default: as long as <see cref="ServerLimits.MaxBroadcastLifetime"/> allows. It stays
    /// in history.
    /// </summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Whether it mentions everybody; default false.</summary>
    public bool MentionAll { get; init; }

    /// <summary>Clients that it mentions; default nobody.</summary>
    public IReadOnlyList<string> MentionedClientIds { get; init; } = [];
}
