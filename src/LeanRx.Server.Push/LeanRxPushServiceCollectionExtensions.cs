using LeanRx.Server.Push;
using LeanRx.Server.Push.Internal;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace LeanRx.Server;

/// <summary>Adds push notifications to a host with a LeanRx server: <c>builder.Services.AddLeanRxPush(builder.Configuration.GetSection("Push"))</c>.</summary>
public static class LeanRxPushServiceCollectionExtensions
{
    /// <summary>Adds push notifications with options from configuration, as <see cref="PushOptions.FromConfiguration"/> reads them.</summary>
    /// <remarks>The service starts and stops with the host. An option that cannot be used prevents the start.</remarks>
    /// <param name="configuration">The section that holds the options.</param>
    public static IServiceCollection AddLeanRxPush(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddLeanRxPush(_ => PushOptions.FromConfiguration(configuration));
    }

    /// <summary>Adds push notifications.</summary>
    /// <remarks>The service starts and stops with the host. An option that cannot be used prevents the start.</remarks>
    public static IServiceCollection AddLeanRxPush(this IServiceCollection services, PushOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return services.AddLeanRxPush(_ => options);
    }

    /// <summary>Adds push notifications whose options need other services.</summary>
    /// <param name="configure">Creates the options. Called once.</param>
    public static IServiceCollection AddLeanRxPush(this IServiceCollection services, Func<IServiceProvider, PushOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, PushLifetime>(provider => new PushLifetime(
            provider.GetService<MessagingEngine>() ?? throw new InvalidOperationException("AddLeanRxPush needs a LeanRx server: call AddLeanRx as well."),
            configure(provider))));
        return services;
    }
}
