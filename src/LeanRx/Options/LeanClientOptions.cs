using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Reactive;
using System.Reactive.Concurrency;
using LeanRx.Common.Internal;
using LeanRx.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeanRx;

/// <summary>The options of a <see cref="LeanClient"/>.</summary>
/// <remarks>Immutable; use <c>with</c> to change a copy. Every time-out may be <see cref="Timeout.InfiniteTimeSpan"/>.</remarks>
public sealed record LeanClientOptions
{
    /// <summary>Initializes the options.</summary>
    /// <remarks>Set the required ones in an object initializer.</remarks>
    public LeanClientOptions()
    {
    }

    /// <summary>Initializes the required options.</summary>
    /// <remarks>Use this constructor with compilers older than C# 11 (for example Unity's), which do not support required members.</remarks>
    /// <param name="server">See <see cref="Server"/>.</param>
    /// <param name="clientId">See <see cref="ClientId"/>.</param>
    [SetsRequiredMembers]
    public LeanClientOptions(Uri server, string clientId)
    {
        Server = server;
        ClientId = clientId;
    }

    /// <summary>The address of the server.</summary>
    /// <remarks>
    /// Required. <c>http(s)://</c> is the router, which is asked for the WebSocket URL (<c>GET /v1/route</c>). <c>ws(s)://</c> is the WebSocket itself; no
    /// router is asked.
    /// </remarks>
    public required Uri Server { get; init; }

    // S100
    /// <summary>The application id.</summary>
    /// <value><c>demo</c>, the application of a server without configured applications.</value>
    public string ApplicationId { get; init; } = "demo";

    // protocol.md §9.1
    /// <summary>The application key, for uploads, roles and missed events.</summary>
    /// <remarks>Never use the master key here.</remarks>
    /// <value><c>demo-key</c>, the key of the application <c>demo</c>.</value>
    public string ApplicationKey { get; init; } = "demo-key";

    // S101
    /// <summary>The id of the user, 1 to 64 characters.</summary>
    /// <remarks>Required.</remarks>
    public required string ClientId { get; init; }

    /// <summary>Whether WebSocket connections must be encrypted (<c>wss</c>).</summary>
    /// <remarks>
    /// The router is asked for <c>wss</c>. A route to a <c>ws</c> URL is then an error, and so is an upload to an <c>http</c> URL if the server itself is
    /// accessed by <c>https</c>. A router on this computer that is accessed by <c>http</c> may return a <c>ws</c> URL on this computer. It has no effect on a
    /// WebSocket URL given as <see cref="Server"/>. Redirects to other hosts or from <c>https</c> to <c>http</c> are never followed.
    /// </remarks>
    /// <value>True.</value>
    public bool RequireTls { get; init; } = true;

    // protocol.md §2.1
    /// <summary>The format of frames.</summary>
    /// <remarks>
    /// <c>ProtobufWireFormats.Binary</c> of the package LeanRx.Protocol.Protobuf makes frames smaller. The client behaves the same with every format.
    /// </remarks>
    /// <value><see cref="WireFormat.Json"/>.</value>
    public WireFormat WireFormat { get; init; } = WireFormat.Json;

    // S93, S103
    /// <summary>Signs logins and operations on members, for applications that require signatures.</summary>
    /// <value>Null: nothing is signed.</value>
    public ISignatureProvider? SignatureProvider { get; init; }

    // S43
    /// <summary>The application's own message types.</summary>
    /// <value>Empty.</value>
    public MessageTypeRegistry MessageTypes { get; init; } = MessageTypeRegistry.Empty;

    // S94
    /// <summary>Whether the strings of received messages are HTML-encoded.</summary>
    /// <remarks>
    /// It applies to text, attributes, names and addresses of files, JSON and custom types, but not to client ids, nor to names and attributes of
    /// conversations. <c>WebUtility.HtmlDecode</c> returns the original, for example of an address before it is fetched. Sent messages are not encoded.
    /// </remarks>
    /// <value>False.</value>
    public bool HtmlEncodeMessages { get; init; }

    // protocol.md §4.1.4
    /// <summary>The device class for single-device login: another login with the same tag replaces this one.</summary>
    /// <value>Null: any number of devices.</value>
    public string? Tag { get; init; }

    /// <summary>A stable id of this device.</summary>
    /// <value>Null.</value>
    public string? DeviceId { get; init; }

    /// <summary>The time-out of each step of an attempt to connect: route, dial and login.</summary>
    /// <value>10 seconds.</value>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long <c>OpenAsync</c> waits for the first login, including retries.</summary>
    /// <value>30 seconds.</value>
    public TimeSpan OpenTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the client keeps connecting in the background after <c>OpenAsync</c> timed out or was cancelled.</summary>
    /// <value>False: it stops, and is <see cref="ConnectionState.Disconnected"/> until it is opened again.</value>
    public bool KeepTrying { get; init; }

    /// <summary>How long a command waits for its answer after it was sent.</summary>
    /// <value>20 seconds.</value>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a command waits to be sent: for a connection, and on a slow line for the answers to earlier commands.</summary>
    /// <remarks>
    /// With an <see cref="Outbox"/> a send also waits this long for the store, and this long for the server to accept it, from the first temporary refusal.
    /// </remarks>
    /// <value>2 minutes.</value>
    public TimeSpan OfflineTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The interval of heartbeats, which the server answers.</summary>
    /// <remarks>
    /// Traffic in both directions keeps the connection open through proxies and address translators, many of which close idle connections after 50 or 60
    /// seconds. The default costs 180 heartbeats and answers per hour: 2,160 bytes of WebSocket frames (8 and 4 bytes each). With the TCP segments of each pair
    /// (heartbeat, answer, acknowledgement; 52 bytes of headers each over IPv4, 72 over IPv6) and 22 bytes of TLS 1.3 per record that is 30 KB unencrypted, 38
    /// KB with TLS, and 49 KB with TLS over IPv6. Where battery matters and no proxy is in between, use a longer interval, and a <see cref="KeepAliveTimeout"/>
    /// of more than twice as much.
    /// </remarks>
    /// <value>20 seconds.</value>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long heartbeats may remain unanswered before the connection is considered lost.</summary>
    /// <remarks>
    /// Measured from the login and from each answer. It must be longer than <see cref="KeepAliveInterval"/>, preferably a little more than twice as long. Other
    /// received frames do not count as answers. While a large message is being received on a slow line, the time does not run as long as bytes keep arriving. A
    /// dead connection, in either direction, is detected within this time of the last byte or answer.
    /// </remarks>
    /// <value>45 seconds.</value>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>The delay before each attempt to reconnect.</summary>
    /// <value><see cref="ReconnectPolicies.Default"/>: exponential back-off with full jitter, without end.</value>
    public IReconnectPolicy ReconnectPolicy { get; init; } = ReconnectPolicies.Default;

    /// <summary>How long a connection must last for the back-off to start again.</summary>
    /// <remarks>
    /// After a shorter connection, attempts continue to be counted. Otherwise all clients of a server that closes right after each login would dial without a
    /// pause.
    /// </remarks>
    /// <value>10 seconds.</value>
    public TimeSpan ReconnectResetAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Maximum number of commands that wait for the connection or for their answer.</summary>
    /// <remarks>
    /// One more fails with <see cref="OutboxFullException"/>. The client's own requests for missed messages and events do not count.
    /// </remarks>
    /// <value>16,384.</value>
    public int MaxPendingCommands { get; init; } = 16 * 1024;

    /// <summary>The store of sends, so that they survive the end of the process.</summary>
    /// <remarks>
    /// <para>
    /// What a client left in the store is sent by the next client with the same store and client id before anything else, in order and with the same tokens:
    /// the server stores each once. A send that ends with <see cref="ClientClosedException"/> remains in the store; one that ends otherwise, for example by a
    /// time-out, is removed. Set an infinite <see cref="OfflineTimeout"/> to wait as long as it takes. Transient messages are not stored. At most
    /// <see cref="MaxPendingCommands"/> sends wait. A restored message that cannot be sent is reported as a <see cref="Fault"/> of kind
    /// <see cref="FaultKind.Outbox"/>.
    /// </para>
    /// <para>
    /// A send that the server refuses temporarily (<see cref="ErrorCodes.IsTemporary"/>: a rate limit, a full disk) remains too, and is repeated with the same
    /// token after 1, 2, 4 and so on up to 30 seconds, also across reconnects. Later sends to the same conversation wait for it; other conversations continue.
    /// If it does not succeed within <see cref="OfflineTimeout"/>, it fails with the last refusal; restored sends are repeated without end. Other refusals end
    /// a send at once, and without an outbox temporary ones do so as well.
    /// </para>
    /// </remarks>
    /// <value>Null: sends end with the process, and with the first refusal.</value>
    public IOutboxStore? Outbox { get; init; }

    // S17
    /// <summary>Maximum number of messages buffered until somebody subscribes.</summary>
    /// <remarks>
    /// Beyond it the oldest is dropped and a <see cref="Fault"/> of kind <see cref="FaultKind.Overflow"/> is reported.
    /// </remarks>
    /// <value>1,024.</value>
    public int MaxHeldMessages { get; init; } = 1024;

    /// <summary>Maximum number of events that wait for slow observers.</summary>
    /// <remarks>
    /// Beyond it events are dropped and a <see cref="Fault"/> of kind <see cref="FaultKind.Overflow"/> is reported.
    /// </remarks>
    /// <value>65,536.</value>
    public int MaxPendingDeliveries { get; init; } = 64 * 1024;

    /// <summary>Maximum size of a received frame, in bytes.</summary>
    /// <remarks>
    /// A larger frame is skipped and reported as a <see cref="Fault"/> of kind <see cref="FaultKind.Protocol"/>.
    /// </remarks>
    /// <value>16 MiB.</value>
    public int MaxFrameBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The clock of the client, and the scheduler on which observers are called and commands resume.</summary>
    /// <value>The thread pool; in a browser, where there is one thread, a view of it that starts none (for operators such as <c>ObserveOn</c>).</value>
    public IScheduler Scheduler { get; init; } = PoolScheduler.Instance;

    /// <summary>Source of randomness for back-off jitter and de-duplication tokens.</summary>
    /// <remarks>Pass a seeded instance for repeatable tests.</remarks>
    /// <value>Null: a source of its own.</value>
    public Random? Random { get; init; }

    /// <summary>The transport of payloads.</summary>
    /// <value>Null: a WebSocket.</value>
    public ITransport? Transport { get; init; }

    /// <summary>Shares one socket with the other clients that use the same instance.</summary>
    /// <remarks>
    /// The first client dials, with its own <see cref="Transport"/>.
    /// </remarks>
    /// <value>Null: a socket of its own.</value>
    public SharedSocket? SharedSocket { get; init; }

    /// <summary>Finds the WebSocket URL.</summary>
    /// <value>Null: <c>GET /v1/route</c>, cached for its time to live.</value>
    public IRouteResolver? RouteResolver { get; init; }

    // protocol.md §4.16
    /// <summary>Source of the events missed while disconnected: changes of members, names, roles, silences and blocks.</summary>
    /// <value>Null: an <see cref="HttpMissedEventSource"/> for <see cref="ApiServer"/>; none if a <see cref="Transport"/> is set.</value>
    public IMissedEventSource? MissedEventSource { get; init; }

    /// <summary>The address of the REST API, for uploads, roles and missed events; <c>http</c> or <c>https</c>.</summary>
    /// <value>Null: <see cref="Server"/>; for a WebSocket URL the same host and path over HTTP.</value>
    public Uri? ApiServer { get; init; }

    /// <summary>Notifies the client that the network has changed, for example that the address changed or a line is back.</summary>
    /// <remarks>
    /// A client that waits to reconnect does so at once, and its back-off starts again. A connected client sends a heartbeat and reconnects if nothing arrives
    /// within 5 seconds. Changes within a second are combined. The client subscribes while it is open. If the stream ends or fails, a <see cref="Fault"/> of
    /// kind <see cref="FaultKind.Callback"/> is reported and the client continues without it. Use <c>Observable.Never&lt;Unit&gt;()</c> to disable it.
    /// </remarks>
    /// <value>Null: the events of the platform (<see cref="System.Net.NetworkInformation.NetworkChange"/>; none in a browser); none if a
    /// <see cref="Transport"/> is set.</value>
    public IObservable<Unit>? NetworkChanges { get; init; }

    /// <summary>Proxy, trust, certificates and headers of all connections that the client opens.</summary>
    /// <remarks>
    /// Clients with the same <see cref="SharedSocket"/> must use equal options.
    /// </remarks>
    /// <value>The defaults of .NET: the default proxy of the process, and the certificate authorities trusted by the computer.</value>
    public NetworkOptions Network { get; init; } = new();

    /// <summary>Reads width, height and duration of files before they are uploaded.</summary>
    /// <remarks>The package LeanRx.Media contains one.</remarks>
    /// <value>Null: nothing is read.</value>
    public IFileMetadataReader? MetadataReader { get; init; }

    // S9
    /// <summary>The logger factory.</summary>
    /// <value>No logging.</value>
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
