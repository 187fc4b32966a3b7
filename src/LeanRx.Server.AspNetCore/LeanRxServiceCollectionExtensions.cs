using LeanRx.Server.AspNetCore.Hosting.Internal;
using LeanRx.Server.AspNetCore.Sockets.Internal;
using Microsoft.AspNetCore.Routing;
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
    /// <param name="options">How it behaves. Default: the demo application, in memory. <see cref="LeanServerOptions.Url"/> has no effect here.</param>
    public static IServiceCollection AddLeanRx(this IServiceCollection services, LeanServerOptions? options = null)
    {
        var settings = options ?? new LeanServerOptions();
        return services.AddLeanRx(_ => settings);
    }

    /// <summary>Adds the engine with options that need other services.</summary>
    /// <param name="configure">Makes the options; called once.</param>
    public static IServiceCollection AddLeanRx(this IServiceCollection services, Func<IServiceProvider, LeanServerOptions> configure)
    {
        services.AddRouting();
        services.TryAddSingleton(provider => new ServerHost(configure(provider), provider));
        services.TryAddSingleton(provider => provider.GetRequiredService<ServerHost>().Engine);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ServerLifetime>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, WebSocketMatcherPolicy>());
        return services;
    }
}
