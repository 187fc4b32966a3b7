using LeanRx.Server.AspNetCore.Hosting.Internal;
using LeanRx.Server.AspNetCore.Sockets.Internal;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace LeanRx.Server;

/// <summary>Puts a LeanRx server into an ASP.NET Core application: <c>builder.Services.AddLeanRx()</c>, then <c>app.MapLeanRx()</c>.</summary>
public static class LeanRxServiceCollectionExtensions
{
    /// <summary>
    /// Adds the engine. It starts with the application; when the application stops, what was begun is finished and answered, and every socket is closed with
    /// 1001.
    /// </summary>
    /// <remarks>It serves the demo application, in memory, for this computer alone: the application does not start on other addresses.</remarks>
    public static IServiceCollection AddLeanRx(this IServiceCollection services) => services.AddLeanRx(new LeanServerOptions());

    /// <summary>
    /// Adds the engine with options. It starts with the application; when the application stops, what was begun is finished and answered, and every socket is
    /// closed with 1001.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="options">The options. <see cref="LeanServerOptions.Url"/> has no effect here.</param>
    public static IServiceCollection AddLeanRx(this IServiceCollection services, LeanServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return services.AddLeanRx(_ => options);
    }

    /// <summary>Adds the engine with options that need other services.</summary>
    /// <param name="configure">Makes the options; called once.</param>
    public static IServiceCollection AddLeanRx(this IServiceCollection services, Func<IServiceProvider, LeanServerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddHost(provider => new ServerHost(configure(provider), provider));
    }

    /// <summary>Adds the engine with options from configuration: <c>builder.Services.AddLeanRx(builder.Configuration.GetSection("LeanRx"))</c>.</summary>
    /// <remarks>
    /// <para>Options are told by their names: those of <see cref="LeanServerOptions"/> directly, below <c>Engine:Apps</c> each <see cref="AppOptions"/>, below
    /// <c>Engine:Limits</c> those of <see cref="ServerLimits"/>, or in its place <c>Default</c>, <c>LeanCloud</c> or <c>Unlimited</c>. Times are written as
    /// <c>00:00:30</c>, those without end as <c>Infinite</c>. Where configuration names applications, there are no others; where it names none, there is the
    /// demo application, for this computer alone. Stores are services, or given by code, see the other overload.</para>
    /// <para>An option out of its range, a value of another kind and an unknown key refuse the start, with key, value and bound.</para>
    /// </remarks>
    /// <param name="configuration">The section that has the options.</param>
    public static IServiceCollection AddLeanRx(this IServiceCollection services, IConfiguration configuration) =>
        services.AddLeanRx(configuration, configure: null);

    /// <inheritdoc cref="AddLeanRx(IServiceCollection, IConfiguration)"/>
    /// <param name="configure">What configuration cannot tell: takes its options and returns them changed.</param>
    public static IServiceCollection AddLeanRx(this IServiceCollection services, IConfiguration configuration,
        Func<IServiceProvider, LeanServerOptions, LeanServerOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddHost(provider => ServerConfiguration.Make(configuration, configure, provider));
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
