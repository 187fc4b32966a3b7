namespace LeanRx.Server.AspNetCore.Rest.Internal;

/// <summary>
/// One operation of the REST interface. The same table makes the routes, the checks of what comes in, and the OpenAPI document, so that none of them can
/// differ.
/// </summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path below the base, with <c>{names}</c>.</param>
/// <param name="Permission">What it is a door to: the rule of it says what may open it at most.</param>
/// <param name="Summary">What it does, for the OpenAPI document.</param>
/// <param name="Handle">Does it.</param>
sealed record RestOperation(string Method, string Path, Permission Permission, string Summary, Func<RestCall, Task<RestAnswer>> Handle)
{
    /// <summary>What opens it beside the master key, as far as the rule allows. Default nothing.</summary>
    public Credentials Opens { get; init; }

    /// <summary>Whether the master key is needed; else the app key does too.</summary>
    public bool NeedsMaster => !IsOpenedBy(Credentials.ApplicationKey) && !TakesSessionToken && !TakesSignature;

    /// <summary>Whether an app key goes together with a client's session token, in the header <c>X-LC-IM-Session-Token</c>.</summary>
    public bool TakesSessionToken => IsOpenedBy(Credentials.SessionToken);

    // protocol.md §6.2
    /// <summary>Whether an app key goes together with a signature in the query; the operation checks it.</summary>
    public bool TakesSignature => IsOpenedBy(Credentials.Signature);

    public IReadOnlyList<RestField> Query { get; init; } = [];

    public IReadOnlyList<RestField> Body { get; init; } = [];

    /// <summary>Whether the body may have any further members: columns of a conversation.</summary>
    public bool TakesColumns { get; init; }

    /// <summary>Whether a request without a body is as good as an empty object.</summary>
    public bool IsBodyOptional { get; init; }

    /// <summary>What it answers when it is done. Default: an empty object.</summary>
    public RestShape Answer { get; init; } = RestShapes.Nothing;

    /// <summary>The HTTP status when it is done. Default 200.</summary>
    public int Status { get; init; } = 200;

    public bool HasBody => TakesColumns || Body.Count > 0;

    bool IsOpenedBy(Credentials credentials) => (Opens & PermissionRules.CredentialsFor(Permission) & credentials) != 0;
}
