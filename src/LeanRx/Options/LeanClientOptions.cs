using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Reactive;
using System.Reactive.Concurrency;
using LeanRx.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeanRx;

/// <summary>
/// Everything that can be set about a client. Immutable; change a copy with <c>with</c>. Each time-out may be <see cref="Timeout.InfiniteTimeSpan"/> for none.
/// </summary>
public sealed record LeanClientOptions
{
    /// <summary>Makes options that an initializer completes.</summary>
    public LeanClientOptions()
    {
    }

    /// <summary>Makes options with what is required; also for compilers that do not know required members, of C# 10 and before, as Unity's are.</summary>
    /// <param name="server">See <see cref="Server"/>.</param>
    /// <param name="clientId">See <see cref="ClientId"/>.</param>
    [SetsRequiredMembers]
    public LeanClientOptions(Uri server, string clientId)
    {
        Server = server;
        ClientId = clientId;
    }

    /// <summary>
    /// Where the server is. <c>http(s)://</c>: the router, asked for the WebSocket URL by <c>GET /v1/route</c>. <c>ws(s)://</c>: the WebSocket itself, no
    /// router is asked. Required.
    /// </summary>
    public required Uri Server { get; init; }

    // S100
    /// <summary>The application's id. Default: <c>demo</c>, the application of a server that was given none.</summary>
    public string ApplicationId { get; init; } = "demo";

    // protocol.md §9.1
    /// <summary>
    /// The application's key, for uploads, roles and missed notifications; never the master key. Default: <c>demo-key</c>, the key of the application
    /// <c>demo</c>.
    /// </summary>
    public string ApplicationKey { get; init; } = "demo-key";

    // S101
    /// <summary>Who logs in: 1 to 64 characters. Required.</summary>
    public required string ClientId { get; init; }

    /// <summary>Whether the router is asked for <c>wss</c>, and nothing less is taken from it.</summary>
    /// <remarks>
    /// A route to a <c>ws</c> URL is an error then, and so is an upload URL by <c>http</c> where the server itself is reached by <c>https</c>. A router that is
    /// reached by <c>http</c> on this very computer may name a <c>ws</c> URL on it all the same: nothing leaves the computer. It has no effect on a WebSocket
    /// URL that is given as <see cref="Server"/>. Redirects to other hosts or from <c>https</c> to <c>http</c> are never followed, whatever this says.
    /// </remarks>
    /// <value>True.</value>
    public bool RequireTls { get; init; } = true;

    // protocol.md §2.1
    /// <summary>
    /// The dialect on the wire. Default: <see cref="WireFormat.Json"/>. <c>ProtobufWireFormats.Binary</c> of the package LeanRx.Protocol.Protobuf makes frames
    /// smaller and reads like any other: everything above the wire is the same.
    /// </summary>
    public WireFormat WireFormat { get; init; } = WireFormat.Json;

    // S93, S103
    /// <summary>Signs logins and member operations, for applications that demand it. Default: null, nothing is signed.</summary>
    public ISignatureProvider? SignatureProvider { get; init; }

    // S43
    /// <summary>Message types of one's own. Default: none.</summary>
    public MessageTypeRegistry MessageTypes { get; init; } = MessageTypeRegistry.Empty;

    // S94
    /// <summary>
    /// Whether every string of a message that arrives is encoded for HTML: text, attributes, names and addresses of files, JSON and types of one's own, but
    /// never client ids, which the application encodes itself where it shows them. <c>WebUtility.HtmlDecode</c> gives the original back, of an address before
    /// it is fetched for example. What is sent is left as it is; names and attributes of conversations are not messages. Default false.
    /// </summary>
    public bool HtmlEncodeMessages { get; init; }

    // protocol.md §4.1.4
    /// <summary>Device class for single-device login. Default: null, any number of devices.</summary>
    public string? Tag { get; init; }

    /// <summary>Stable id of this device. Default: null.</summary>
    public string? DeviceId { get; init; }

    /// <summary>How long one attempt to connect may take: route, dial and login, each. Default 10 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long <c>OpenAsync</c> waits for the first login, over all its attempts. Default 30 seconds.</summary>
    public TimeSpan OpenTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether the client goes on trying in the background after <c>OpenAsync</c> ran into its timeout or its token. Default false: it stops trying, and is
    /// <see cref="ConnectionState.Disconnected"/> until it is opened again.
    /// </summary>
    public bool KeepTrying { get; init; }

    /// <summary>How long a command waits for its answer once it was written to the socket. Default 20 seconds.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long a command waits to be written to a connection: for one to be there, and on a thin line for the answers to what was written before.
    /// </summary>
    /// <remarks>
    /// With an <see cref="Outbox"/> a send waits as long for its store, before that, and as long for the server to take it, from the first refusal that passes
    /// on.
    /// </remarks>
    /// <value>2 minutes.</value>
    public TimeSpan OfflineTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often a heartbeat is sent, on every socket, and answered by the server.</summary>
    /// <remarks>
    /// So something travels in both directions at least as often, which keeps the way open through proxies and address translators that end what is idle, after
    /// 50 or 60 seconds where nobody has set them. What the default costs in an hour is 180 heartbeats and their answers: 2,160 bytes of WebSocket frames (8
    /// and 4 for each). Below them come, for each pair, three TCP segments (heartbeat, answer, acknowledgement) of 52 bytes of headers over IPv4 with time
    /// stamps, 72 over IPv6, and with TLS 1.3 22 bytes for each of the two records: 30 KB in the clear, 38 KB with TLS, 49 KB with TLS over IPv6. A radio that
    /// is woken costs more than the bytes: where the battery counts and no proxy stands between, a longer interval does, with a <see cref="KeepAliveTimeout"/>
    /// of more than twice as much.
    /// </remarks>
    /// <value>20 seconds.</value>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long no heartbeat may be answered before the socket counts as lost.</summary>
    /// <remarks>
    /// Counted from the login and from each answer; longer than <see cref="KeepAliveInterval"/>, and best a little longer than two of them, so that a line is
    /// asked twice. Nothing else that comes counts as an answer: messages that still arrive say nothing of the way to the server. The answer may stand behind a
    /// message that takes its time on a thin line: the time in which a message is half there does not count, as long as bytes of it come, with less than this
    /// time between them. A line that is dead, in either direction or both, is therefore noticed within this time of the last byte or answer.
    /// </remarks>
    /// <value>45 seconds.</value>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>
    /// How long to wait before each attempt to reconnect. Default: <see cref="ReconnectPolicies.Default"/>, exponential with full jitter, for ever.
    /// </summary>
    public IReconnectPolicy ReconnectPolicy { get; init; } = ReconnectPolicies.Default;

    /// <summary>
    /// How long a connection must have lasted before its loss counts as the first one again. After a shorter one the attempts go on being counted, and so
    /// <see cref="ReconnectPolicy"/> goes on waiting longer.
    /// </summary>
    /// <remarks>Otherwise a server that closes right after each login would be dialled again and again without a pause, by all its clients.</remarks>
    /// <value>10 seconds.</value>
    public TimeSpan ReconnectResetAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Most commands that may wait for the connection or for their answer; one more fails with <see cref="OutboxFullException"/>. What the client asks by
    /// itself, to find what it missed, does not count. Default 16,384.
    /// </summary>
    public int MaxPendingCommands { get; init; } = 16 * 1024;

    /// <summary>Where sends wait for their answer so that they survive the end of the process.</summary>
    /// <remarks>
    /// <para>
    /// What a client left behind, the next one with the same store and client id
    /// sends before anything else, in its old order and with the same tokens: each is stored once by the server, also when only its answer was lost. A send
    /// that ends with <see cref="ClientClosedException"/> stays; one that ends otherwise, a time-out included, does not: give an <see cref="OfflineTimeout"/>
    /// without end where sends are to wait as long as it takes. Transient messages are never kept. At most <see cref="MaxPendingCommands"/> sends wait. What
    /// was restored and could not be sent is a <see cref="Fault"/> of kind <see cref="FaultKind.Outbox"/>.
    /// </para>
    /// <para>
    /// A send that the server refuses for a reason that passes (<see cref="ErrorCodes.IsTemporary"/>: a rate is used up, its disk is full) stays too, and goes
    /// out again with the same token after 1, 2, 4 and so on up to 30 seconds; these pauses go on while the connection is gone. What is sent later to the same
    /// conversation waits behind it, other conversations go on; only what was under way together with it may be stored before it. When it did not get through
    /// within <see cref="OfflineTimeout"/> it ends with the last of these refusals; what a client before this one left behind waits as long as it takes. Every
    /// other refusal ends a send at once, and without an outbox so do these.
    /// </para>
    /// </remarks>
    /// <value>Null: sends end with the process, and with the first refusal.</value>
    public IOutboxStore? Outbox { get; init; }

    // S17
    /// <summary>Most messages held for a first subscriber; of more the oldest is dropped, and a fault says so. Default 1,024.</summary>
    public int MaxHeldMessages { get; init; } = 1024;

    /// <summary>Most notifications that may wait for slow observers; more are dropped, and a fault says so. Default 65,536.</summary>
    public int MaxPendingDeliveries { get; init; } = 64 * 1024;

    /// <summary>Largest frame that is read, in bytes; a larger one is a fault and costs that frame alone. Default 16 MiB.</summary>
    public int MaxFrameBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The one clock, and the place where observers are called; awaits of commands resume there too. Default: the thread pool.</summary>
    public IScheduler Scheduler { get; init; } = TaskPoolScheduler.Default;

    /// <summary>Where chance comes from: jitter and tokens. Give a seeded one for repeatable tests. Default: a source of the client's own.</summary>
    public Random? Random { get; init; }

    /// <summary>How payloads travel. Default: a WebSocket.</summary>
    public ITransport? Transport { get; init; }

    /// <summary>
    /// Lets this client use one socket together with others that have the same one; whoever is first dials, by its own <see cref="Transport"/>. Default: null,
    /// a socket of its own.
    /// </summary>
    public SharedSocket? SharedSocket { get; init; }

    /// <summary>How the WebSocket URL is found. Default: <c>GET /v1/route</c>, cached for its time to live.</summary>
    public IRouteResolver? RouteResolver { get; init; }

    // protocol.md §4.16
    /// <summary>
    /// Where the client fetches what happened to its conversations while the connection was lost: members, names, roles, silence and blocks.
    /// Default: null, which is an <see cref="HttpMissedEventSource"/> for <see cref="ApiServer"/>; with a <see cref="Transport"/> of one's own it is none.
    /// </summary>
    public IMissedEventSource? MissedEventSource { get; init; }

    /// <summary>
    /// Where files are uploaded to, and roles and missed notifications come from, <c>http</c> or <c>https</c>. Default: null, which is <see cref="Server"/> (of
    /// a WebSocket URL the same host and path by HTTP).
    /// </summary>
    public Uri? ApiServer { get; init; }

    /// <summary>Tells that the network has changed: another address, a line that came back.</summary>
    /// <remarks>
    /// A client that waits for its next attempt makes it at once then, with its back-off begun anew. One that is connected sends a heartbeat, and connects anew
    /// where nothing comes within 5 seconds. Changes that follow each other within a second count as one more after that second. Subscribed to while the client
    /// is open. A stream that ends or throws is a <see cref="Fault"/> of kind <see cref="FaultKind.Callback"/>, and the client goes on without it.
    /// <c>Observable.Never&lt;Unit&gt;()</c> is for none.
    /// </remarks>
    /// <value>Null: what the platform tells (<see cref="System.Net.NetworkInformation.NetworkChange"/>; nothing in a browser); none with a
    /// <see cref="Transport"/> of one's own.</value>
    public IObservable<Unit>? NetworkChanges { get; init; }

    /// <summary>How the client reaches out: proxy, trust, certificates, headers, for all that it opens.</summary>
    /// <remarks>Clients that have the same <see cref="SharedSocket"/> must have the same here too.</remarks>
    /// <value>As HTTP clients of .NET do by themselves: by the process's default proxy, to servers that the computer trusts.</value>
    public NetworkOptions Network { get; init; } = new();

    /// <summary>
    /// Reads width, height and duration from files before they are uploaded; the package LeanRx.Media brings one. Default: null, nothing is read.
    /// </summary>
    public IFileMetadataReader? MetadataReader { get; init; }

    // S9
    /// <summary>Where log lines go. Default: nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Where the meter named <c>LeanRx</c> comes from.</summary>
    /// <remarks>A host's factory ties the numbers to that host, and lets a test read its own alone.</remarks>
    /// <value>Null: one meter that all clients of the process share.</value>
    public IMeterFactory? MeterFactory { get; init; }

    /// <summary>Whether messages carry the trace to which their sending belongs, through the server to the receiver's handler.</summary>
    /// <remarks>
    /// It travels as the field <c>traceparent</c> of W3C Trace Context, which the server and every receiver can read; SDKs of other kinds pass over it. Nothing
    /// is kept of it: what is fetched later carries none. Spans themselves come from the <c>ActivitySource</c> named <c>LeanRx</c> and need no option.
    /// </remarks>
    /// <value>False.</value>
    public bool PropagateTrace { get; init; }
}
