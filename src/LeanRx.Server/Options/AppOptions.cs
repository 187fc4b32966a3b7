using LeanRx.Protocol;
using LeanRx.Server.Hooks;

namespace LeanRx.Server;

/// <summary>An application: its keys and what it requires of clients.</summary>
public sealed record AppOptions
{
    /// <summary>The key for REST calls of operators, with which signatures are made as well.</summary>
    public static AppOptions Demo { get; } = new() { ApplicationId = "demo", ApplicationKey = "demo-key", MasterKey = "demo-master-key" };

    /// <summary>The id that clients name at login.</summary>
    /// <remarks>
    /// The Java SDK and the older .NET SDK need at least 8 characters, as LeanCloud's ids of 24 and more have; LeanRx and the JavaScript SDKs take any id.
    /// </remarks>
    public required string ApplicationId { get; init; }

    /// <summary>The key for REST calls of clients.</summary>
    public string? ApplicationKey { get; init; }

    // protocol.md §6.1
    /// <summary>The key for REST calls of operators, and the key that signatures are made with.</summary>
    public string? MasterKey { get; init; }

    /// <summary>Whether a login needs a valid signature; otherwise it is refused with 4102.</summary>
    /// <remarks>Requires <see cref="MasterKey"/>.</remarks>
    /// <value>False.</value>
    public bool RequireLoginSignature { get; init; }

    /// <summary>Whether creating, joining, inviting and kicking need a valid signature; otherwise they are refused with 4302.</summary>
    /// <remarks>Requires <see cref="MasterKey"/>.</remarks>
    /// <value>False.</value>
    public bool RequireConversationSignature { get; init; }

    /// <summary>Whether changing a block list needs a valid signature; otherwise it is refused with 4546.</summary>
    /// <remarks>Requires <see cref="MasterKey"/>.</remarks>
    /// <value>False.</value>
    public bool RequireBlacklistSignature { get; init; }

    /// <summary>Whether clients can read history over REST with the application key and a signature (<see cref="FrameSignatures.SignHistory"/>).</summary>
    /// <remarks>Requires <see cref="MasterKey"/>. Otherwise the master key is required.</remarks>
    /// <value>False.</value>
    public bool AllowSignedHistory { get; init; }

    /// <summary>Whether only the owner and managers can invite and kick (otherwise 4320), from the creation of a conversation.</summary>
    /// <remarks>
    /// <para>Joining and leaving remain possible for everybody, except that the owner cannot leave (4324).</para>
    /// <para>If false, every member can invite. Every member can also kick, even the owner, until the first role is given in the conversation; from then on
    /// only the owner and managers can kick, nobody can kick members of a higher role, and the owner stays.</para>
    /// </remarks>
    /// <value>False.</value>
    public bool EnforceRoles { get; init; }

    /// <summary>The web origins that may connect and call over REST, for example <c>https://chat.example.com</c>.</summary>
    /// <remarks>Empty for any origin. Other origins are refused with close code 4110, over REST with HTTP status 401.</remarks>
    /// <value>Empty.</value>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    // protocol.md §7.6
    /// <summary>Code that is asked before something is done and told afterwards, in this order: each hook sees what the one before has changed.</summary>
    /// <remarks>The same for every way in which something can be requested: by clients, over REST and through the engine.</remarks>
    /// <value>Empty.</value>
    public IReadOnlyList<HookOptions> Hooks { get; init; } = [];

    /// <summary>How old messages may become; older ones are deleted.</summary>
    /// <remarks>Looked at every ten minutes.</remarks>
    /// <value>Null: they are kept for ever.</value>
    public TimeSpan? MaxMessageAge { get; init; }

    /// <summary>The maximum number of messages of a conversation; beyond that the oldest are deleted.</summary>
    /// <remarks>Looked at every ten minutes. Temporary conversations, which end by themselves, are not looked at.</remarks>
    /// <value>Null: no limit.</value>
    public int? MaxMessagesPerConversation { get; init; }

    // S92
    /// <summary>Returns whether a page of this origin may connect.</summary>
    /// <remarks>Requests without an Origin header do not come from a browser and are allowed.</remarks>
    public bool AllowsOrigin(string? origin) => origin is null || AllowedOrigins.Count == 0
        || AllowedOrigins.Any(allowed => string.Equals(allowed.TrimEnd('/'), origin, StringComparison.OrdinalIgnoreCase));
}
