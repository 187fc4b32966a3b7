namespace LeanRx.Server;

/// <summary>One application: its keys and what it demands.</summary>
public sealed record AppOptions
{
    /// <summary>An application for demos and tests: id <c>demo</c>, key <c>demo-key</c>, master key <c>demo-master-key</c>. Not for the open network.</summary>
    /// <remarks>Its id is too short for the Java SDK and the older .NET SDK.</remarks>
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

    /// <summary>True to refuse logins without a valid signature (error 4102). Needs <see cref="MasterKey"/>. Default false.</summary>
    public bool RequireLoginSignature { get; init; }

    /// <summary>
    /// True to refuse creating, joining, inviting and kicking without a valid signature (error 4302). Needs <see cref="MasterKey"/>. Default false.
    /// </summary>
    public bool RequireConversationSignature { get; init; }

    /// <summary>True to refuse changing block lists without a valid signature (error 4546). Needs <see cref="MasterKey"/>. Default false.</summary>
    public bool RequireBlacklistSignature { get; init; }

    /// <summary>
    /// True to let clients read history over REST with the application key and a signature, see <see cref="Signatures.SignHistory"/>; with false only the
    /// master key does. Needs <see cref="MasterKey"/>. Default false.
    /// </summary>
    public bool AllowSignedHistory { get; init; }

    /// <summary>
    /// True to let only the owner and managers invite and kick (error 4320), from the first moment of every conversation. Joining and leaving stay free, but
    /// for the owner, who stays (4324).
    /// </summary>
    /// <remarks>
    /// With false every member invites; every member kicks too, the owner included, until a role is given in the conversation for the first time. From then on
    /// only the owner and managers kick, nobody those with a higher role, and the owner stays.
    /// </remarks>
    /// <value>Default false.</value>
    public bool EnforceRoles { get; init; }

    /// <summary>
    /// Web origins that may connect and call over REST, for example <c>https://chat.example.com</c>; empty means any (otherwise close code 4110, HTTP status
    /// 401). Default: empty.
    /// </summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    // S92
    /// <summary>Whether a page of this origin may connect. What comes without an origin is no browser and passes.</summary>
    public bool AllowsOrigin(string? origin) => origin is null || AllowedOrigins.Count == 0
        || AllowedOrigins.Any(allowed => string.Equals(allowed.TrimEnd('/'), origin, StringComparison.OrdinalIgnoreCase));
}
