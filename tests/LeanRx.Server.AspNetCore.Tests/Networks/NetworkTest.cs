using System.Collections.Concurrent;
using System.Net;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.AspNetCore.Tests.Networks;

/// <summary>A server of an application's own, that writes down how it was reached, and a client that uses every door of it.</summary>
public abstract class NetworkTest : ServerTest
{
    readonly ConcurrentBag<HttpContext> _sockets = [];

    /// <summary>Everything that a client opens.</summary>
    protected static readonly string[] AllDoors = ["route", "socket", "roles", "upload", "notifications"];

    /// <summary>What came to which door.</summary>
    private protected ConcurrentQueue<Arrival> Arrivals { get; } = new();

    private protected sealed record Arrival(string Door, IHeaderDictionary Headers, string? ClientCertificate, string Protocol);

    /// <summary>Starts the server; with TLS where a certificate is given.</summary>
    private protected async Task<Uri> RunAsync(X509Certificate2? certificate = null, HttpProtocols protocols = HttpProtocols.Http1AndHttp2,
        Action<WebApplication>? configure = null, LeanServerOptions? options = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            if (certificate is not null)
                listen.UseHttps(new HttpsConnectionAdapterOptions
                {
                    ServerCertificate = certificate,
                    ClientCertificateMode = ClientCertificateMode.AllowCertificate,
                    ClientCertificateValidation = (_, _, _) => true
                });
        }));
        builder.Logging.ClearProviders();
        builder.Services.AddLeanRx(options ?? new LeanServerOptions());
        var application = Own(builder.Build());
        application.Use(async (context, next) =>
        {
            if (DoorOf(context) is { } door)
                Arrivals.Enqueue(new Arrival(door, new HeaderDictionary(context.Request.Headers.ToDictionary()),
                    (await context.Connection.GetClientCertificateAsync(Patience))?.Thumbprint, context.Request.Protocol));
            if (context.Request.Path == "/")
                _sockets.Add(context);
            await next(context);
        });
        application.UseRouting();
        configure?.Invoke(application);
        application.MapLeanRx();
        await application.StartAsync(Patience);
        return new UriBuilder(application.Urls.First()) { Host = "localhost" }.Uri;
    }

    /// <summary>A client that uses every door.</summary>
    protected async Task UseEveryDoorAsync(Uri server, NetworkOptions network)
    {
        var client = Own(NewClient(server, network));
        await client.OpenAsync(Patience);
        var chat = await client.CreateConversationAsync(["jerry"], cancellationToken: Patience);
        await chat.GetMemberRolesAsync(Patience);
        await client.UploadAsync(new MemoryStream([1, 2, 3]), "a.bin", cancellationToken: Patience);
        var back = client.StateChanges.OfType<ConnectionState.Connected>().FirstAsync(state => state.IsReconnect).ToTask(Patience);
        foreach (var socket in _sockets)
            socket.Abort();
        await back;
        while (Arrivals.All(arrival => arrival.Door != "notifications"))
        {
            Patience.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    protected static LeanClient NewClient(Uri server, NetworkOptions network) => new(new LeanClientOptions(server, "tom")
    {
        RequireTls = server.Scheme == "https",
        Network = network,
        ReconnectPolicy = ReconnectPolicies.ExponentialBackoff(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(20)),
    });

    protected async Task<ConnectionLostException> FailureAsync(Uri server, NetworkOptions network)
    {
        await using var client = NewClient(server, network);
        return await Assert.ThrowsAsync<ConnectionLostException>(() => client.OpenAsync(Patience));
    }

    static string? DoorOf(HttpContext context) => context.Request.Path.Value switch
    {
        "/v1/route" => "route",
        "/" => "socket",
        "/1.1/classes/_ConversationMemberInfo" => "roles",
        "/1.1/rtm/notifications" => "notifications",
        { } path when path.StartsWith("/1.1/file", StringComparison.Ordinal) || path.StartsWith("/1.1/uploads/", StringComparison.Ordinal) => "upload",
        _ => null,
    };
}
