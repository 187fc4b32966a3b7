namespace LeanRx.Server.Hooks;

/// <summary>Options of an <see cref="HttpHook"/>.</summary>
/// <remarks>Immutable; use <c>with</c> to change a copy.</remarks>
public sealed record HttpHookOptions
{
    /// <summary>
    /// The address of the program that has the functions: <c>http://127.0.0.1:3000</c> for <c>http://127.0.0.1:3000/1.1/functions/_messageReceived</c> and the
    /// others.
    /// </summary>
    public required Uri Url { get; init; }

    /// <summary>The key by which the program recognises this server: it is sent as <c>X-LC-Hook-Key</c>.</summary>
    /// <value>Null: none is sent.</value>
    public string? HookKey { get; init; }

    /// <summary>The key with which calls are signed in the older way (<c>__sign</c> in the body): the master key of the application.</summary>
    /// <value>Null: calls are not signed.</value>
    public string? SigningKey { get; init; }

    /// <summary>The maximum size of an answer, in bytes; a larger one is a failure.</summary>
    /// <value>1,048,576 (1 MiB).</value>
    public int MaxAnswerBytes { get; init; } = 1024 * 1024;

    /// <summary>Creates what carries the calls.</summary>
    /// <remarks>It must not follow redirects.</remarks>
    /// <value>Null: connections of this hook alone.</value>
    public Func<HttpMessageHandler>? HttpMessageHandlerFactory { get; init; }
}
