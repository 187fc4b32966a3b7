using LeanRx.Server.AspNetCore.Hosting.Internal;
using LeanRx.Server.AspNetCore.Options.Internal;
using LeanRx.Server.AspNetCore.Sockets.Internal;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace LeanRx.Server;

/// <summary>Adds a LeanRx server to an ASP.NET Core application: <c>builder.Services.AddLeanRx()</c>, then <c>app.MapLeanRx()</c>.</summary>
public static class LeanRxServiceCollectionExtensions
{
    /// <summary>Adds a server with default options: the demo application, in memory, reachable from this computer only.</summary>
    /// <remarks>
    /// The server starts with the application. When the application stops, commands in progress are finished and answered, and every socket is closed with code
    /// 1001. With default options the application does not start on addresses that other computers can reach.
    /// </remarks>
    public static IServiceCollection AddLeanRx(this IServiceCollection services) => services.AddLeanRx(new LeanServerOptions());

    /// <summary>Adds a server.</summary>
    /// <remarks>
    /// The server starts with the application. When the application stops, commands in progress are finished and answered, and every socket is closed with code
    /// 1001.
    /// </remarks>
    /// <param name="options">The options. <see cref="LeanServerOptions.Url"/> has no effect here.</param>
    public static IServiceCollection AddLeanRx(this IServiceCollection services, LeanServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return services.AddLeanRx(_ => options);
    }

    /// <summary>Adds a server whose options need other services.</summary>
    /// <param name="configure">Creates the options. Called once.</param>
    public static IServiceCollection AddLeanRx(this IServiceCollection services, Func<IServiceProvider, LeanServerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddHost(provider => new ServerHost(configure(provider), provider));
    }

    /// <summary>Adds a server with options from configuration: <c>builder.Services.AddLeanRx(builder.Configuration.GetSection("LeanRx"))</c>.</summary>
    /// <remarks>
    /// <para>Options are found by their names: those of <see cref="LeanServerOptions"/> directly, each of <see cref="AppOptions"/> below <c>Engine:Apps</c>,
    /// those of <see cref="ServerLimits"/> below <c>Engine:Limits</c>, or there one of <c>Default</c>, <c>LeanCloud</c> and <c>Unlimited</c>. Times are written
    /// as <c>00:00:30</c>, or <c>Infinite</c>. <c>MasterKeyFile</c> and <c>ApplicationKeyFile</c> take a key from a file. If the configuration names
    /// applications, there are no others; if it names none, there is the demo application, reachable from this computer only. Stores are taken from the
    /// services.</para>
    /// <para>An option out of its range, a value of another kind and an unknown key prevent the start. The exception contains the key, the value and the
    /// bound.</para>
    /// </remarks>
    /// <param name="configuration">The section that holds the options.</param>
    public static IServiceCollection AddLeanRx(this IServiceCollection services, IConfiguration configuration) =>
        services.AddLeanRx(configuration, configure: null);

    /// <summary>Adds a server with options from configuration, completed in code.</summary>
    /// <param name="configuration">The section that holds the options.</param>
    /// <param name="configure">Takes the options from configuration and returns them changed. Null to take them as they are.</param>
    public static IServiceCollection AddLeanRx(this IServiceCollection services, IConfiguration configuration,
        Func<IServiceProvider, LeanServerOptions, LeanServerOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddHost(provider =>
        {
            var (options, findings) = ServerConfiguration.Read(configuration, otherKeys: []);
            options = configure?.Invoke(provider, options) ?? options;
            return ServerConfiguration.Bounded(findings, () => new ServerHost(options, provider));
        });
    }

    static IServiceCollection AddHost(this IServiceCollection services, Func<IServiceProvider, ServerHost> make)
    {
        services.AddRouting();
        services.TryAddSingleton(make);
        services.TryAddSingleton(provider => provider.GetRequiredService<ServerHost>().Engine);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ServerLifetime>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, WebSocketMatcherPolicy>());
        return services;
    }
}
