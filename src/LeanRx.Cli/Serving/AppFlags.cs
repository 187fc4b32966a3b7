using System.Globalization;
using LeanRx.Cli.Common;
using LeanRx.Cli.Configuring;
using LeanRx.Server;
using Microsoft.Extensions.Configuration;

namespace LeanRx.Cli.Serving;

/// <summary>
/// Applications of the command line and of <c>LEANRX_APPS</c>, as configuration: one that other sources tell too keeps what it has there and gets the keys that
/// are told here, another one comes behind them.
/// </summary>
sealed class AppFlags
{
    const string List = "Engine:Apps";

    readonly Flags _flags;
    readonly List<(string Index, string Id)> _apps;
    readonly IConfigurationSection _told;

    /// <param name="flags">What the command line tells.</param>
    /// <param name="told">What other sources tell of applications.</param>
    public AppFlags(Flags flags, IReadOnlyList<ConfigurationLayer> told)
    {
        _flags = flags;
        _told = new LayeredConfiguration(told, new Flags()).Section.GetSection(List);
        _apps = [.. _told.GetChildren().Select(app => (app.Key, app[nameof(AppOptions.ApplicationId)] ?? ""))];
    }

    /// <exception cref="ToolException">One is told twice here.</exception>
    public void Add(IReadOnlyList<AppOptions> given)
    {
        if (given.GroupBy(app => app.ApplicationId).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ToolException($"--app {twice.Key}: given twice");
        foreach (var app in given)
        {
            if (_apps.Find(known => known.Id == app.ApplicationId).Index is not { } index)
            {
                index = NextIndex();
                _apps.Add((index, app.ApplicationId));
                _flags.Set("--app", $"{List}:{index}:{nameof(app.ApplicationId)}", app.ApplicationId);
            }

            Secret("--app", index, nameof(app.ApplicationKey), app.ApplicationKey);
            Secret("--app", index, nameof(app.MasterKey), app.MasterKey);
        }
    }

    /// <summary>The master key of the only application, in a file.</summary>
    /// <exception cref="ToolException">There are none or several.</exception>
    public void MasterKeyFile(string? file)
    {
        if (file is null)
            return;
        if (_apps is not [var only])
            throw new ToolException($"--master-key-file {file}: it is for one application, and {_apps.Count} are told; with several, give each its " +
                "MasterKeyFile in the file of --config");
        _flags.Forget($"{List}:{only.Index}:{nameof(AppOptions.MasterKey)}");
        _flags.Set("--master-key-file", $"{List}:{only.Index}:MasterKeyFile", file);
    }

    /// <summary>What every application demands of clients; the one for demos where none is named.</summary>
    /// <exception cref="ToolException">An application has no master key to check signatures with.</exception>
    public void Restrict(bool requireSignatures, IReadOnlyList<string> origins)
    {
        if (!requireSignatures && origins.Count == 0)
            return;
        if (_apps.Count == 0)
            Add([AppOptions.Demo]);
        foreach (var (index, id) in _apps)
        {
            _flags.Replace("--origins", $"{List}:{index}:{nameof(AppOptions.AllowedOrigins)}", origins);
            if (requireSignatures)
                RequireSignatures(index, id);
        }
    }

    void RequireSignatures(string index, string id)
    {
        if (!new[] { nameof(AppOptions.MasterKey), "MasterKeyFile" }.Any(name => _told.GetSection(index)[name] is not null
            || _flags.Tells($"{List}:{index}:{name}")))
            throw new ToolException($"--require-signatures: --app {id} has no master key to sign with, give APPID:APPKEY:MASTERKEY in --app-file or " +
                "LEANRX_APPS, or the key alone with --master-key-file");
        _flags.Switch("--require-signatures", $"{List}:{index}:{nameof(AppOptions.RequireLoginSignature)}", "true");
        _flags.Switch("--require-signatures", $"{List}:{index}:{nameof(AppOptions.RequireConversationSignature)}", "true");
    }

    /// <summary>A key that is told here stands before one in a file that other sources name.</summary>
    void Secret(string flag, string index, string name, string? value)
    {
        if (value is null)
            return;
        _flags.Forget($"{List}:{index}:{name}File");
        _flags.Set(flag, $"{List}:{index}:{name}", value);
    }

    string NextIndex() => (_apps.Select(app => int.TryParse(app.Index, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1)
        .DefaultIfEmpty(-1).Max() + 1).ToString(CultureInfo.InvariantCulture);
}
