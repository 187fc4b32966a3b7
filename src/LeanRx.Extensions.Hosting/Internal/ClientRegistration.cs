using Microsoft.Extensions.Configuration;

namespace LeanRx.Extensions.Hosting.Internal;

/// <summary>A client that <c>AddLeanClient</c> has put among the services.</summary>
/// <param name="Name">Its key; null for the default one.</param>
/// <param name="Configuration">Where its settings are; null where code gives them.</param>
/// <param name="Configure">What configuration cannot tell.</param>
sealed record ClientRegistration(string? Name, IConfiguration? Configuration, Func<IServiceProvider, LeanClientOptions, LeanClientOptions>? Configure)
{
    /// <summary>The name of its <see cref="LeanClientSettings"/>.</summary>
    public string OptionsName => Name ?? Microsoft.Extensions.Options.Options.DefaultName;

    /// <summary>What messages call it.</summary>
    public string Title => TitleOf(Name);

    public static string TitleOf(string? name) => name is null ? "LeanClient" : $"LeanClient '{name}'";

    /// <summary>The key of an option.</summary>
    public string PathOf(string option) => Configuration is IConfigurationSection section ? ConfigurationPath.Combine(section.Path, option) : option;
}
