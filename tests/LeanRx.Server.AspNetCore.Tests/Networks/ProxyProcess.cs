using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace LeanRx.Server.AspNetCore.Tests.Networks;

/// <summary>A proxy of Debian with what the distribution ships and the lines of our page, in a folder of its own.</summary>
sealed partial class ProxyProcess : IAsyncDisposable
{
    readonly DirectoryInfo _folder;
    readonly Process _process;
    readonly Task<string> _output;
    readonly Task<string> _errors;

    ProxyProcess(DirectoryInfo folder, int port, string program, string[] arguments)
    {
        (_folder, Port) = (folder, port);
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.FullName };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in new[] { ("RUN_DIR", ""), ("LOG_DIR", ""), ("LOCK_DIR", ""), ("PID_FILE", "/apache.pid") })
            start.Environment["APACHE_" + name] = folder.FullName + value;
        (start.Environment["APACHE_RUN_USER"], start.Environment["APACHE_RUN_GROUP"]) = ("www-data", "www-data");
        foreach (var name in new[] { "XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME" })
            start.Environment[name] = folder.FullName;
        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        _errors = _process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    public static string[] Names => ["nginx", "haproxy", "caddy", "apache2"];

    public int Port { get; }

    /// <summary>What is missing of a program; null when nothing is. Where everything is put to the test nothing may be.</summary>
    public static string? Lack(params string[] programs) => Environment.GetEnvironmentVariable("CI") != "true"
        && Array.Find(programs, program => Find(program) is null) is { } missing ? $"{missing} is missing: apt-get install {missing}" : null;

    /// <summary>Starts one before a server, with a certificate for <c>localhost</c>.</summary>
    public static async Task<ProxyProcess> BeforeAsync(string name, int server, X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        var (folder, port) = (NewFolder(), FreePort());
        var (crt, key, pem) = ($"{folder.FullName}/chat.crt", $"{folder.FullName}/chat.key", $"{folder.FullName}/chat.pem");
        File.WriteAllText(crt, certificate.ExportCertificatePem());
        File.WriteAllText(key, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(pem, File.ReadAllText(crt) + "\n" + File.ReadAllText(key));
        (string, string)[] files = [("/etc/ssl/chat.crt", crt), ("/etc/ssl/chat.key", key), ("127.0.0.1:5454", $"127.0.0.1:{server}")];
        var text = name switch
        {
            "nginx" => Nginx(folder.FullName,
                ProxyPage.Read("nginx", [.. files, ("listen 443", $"listen 127.0.0.1:{port}"), ("chat.example.com", "localhost")])),
            "haproxy" => HaProxy(ProxyPage.Read("haproxy", files[2], ("/etc/ssl/chat.pem", pem), ("bind :443", $"bind 127.0.0.1:{port}"))),
            "caddy" => "{\n    admin off\n    auto_https disable_redirects\n}\n" +
                ProxyPage.Read("caddy", [.. files, ("chat.example.com", $"https://localhost:{port}")]),
            _ => Apache(port, ProxyPage.Read("apache", [.. files, ("*:443", $"*:{port}"), ("chat.example.com", "localhost")])),
        };
        var configuration = Path.Combine(folder.FullName, name + ".conf");
        File.WriteAllText(configuration, text);
        string[] arguments = name switch
        {
            "nginx" => ["-e", Path.Combine(folder.FullName, "error.log"), "-c", configuration],
            "haproxy" => ["-db", "-f", configuration],
            "caddy" => ["run", "--config", configuration, "--adapter", "caddyfile"],
            _ => ["-d", "/etc/apache2", "-f", configuration, "-DFOREGROUND"],
        };
        return await new ProxyProcess(folder, port, Find(name)!, arguments).ListeningAsync(cancellationToken);
    }

    /// <summary>Starts Squid with a user <c>tom</c> whose password is <c>secret</c>, that makes tunnels to one port.</summary>
    public static async Task<ProxyProcess> SquidAsync(int server, CancellationToken cancellationToken)
    {
        var (folder, port) = (NewFolder(), FreePort());
        var (passwords, configuration) = (Path.Combine(folder.FullName, "passwords"), Path.Combine(folder.FullName, "squid.conf"));
        File.WriteAllText(passwords, "tom:$apr1$leanrx00$smCoTPLiBi51ZVhKFhBhm/\n");
        var page = ProxyPage.Read("squid", ("/etc/squid/passwords", passwords), ("port 443", $"port {server}"),
            ("http_port 3128", $"http_port 127.0.0.1:{port}"));
        File.WriteAllText(configuration, page +
            $"pid_filename {folder.FullName}/squid.pid\ncache_log {folder.FullName}/cache.log\naccess_log stdio:{folder.FullName}/access.log\n" +
            $"coredump_dir {folder.FullName}\nnetdb_filename none\nshutdown_lifetime 0 seconds\nvisible_hostname proxy.example\n");
        return await new ProxyProcess(folder, port, Find("squid")!, ["-N", "-f", configuration]).ListeningAsync(cancellationToken);
    }

    /// <summary>A log of the proxy's.</summary>
    public string[] Log(string name) => File.ReadAllLines(Path.Combine(_folder.FullName, name));

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        await Task.WhenAll(_output, _errors);
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    async Task<ProxyProcess> ListeningAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"{_process.StartInfo.FileName} ended: {await _output}{await _errors}");
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
                return this;
            }
            catch (SocketException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }
    }

    /// <summary>What Debian ships, in the foreground, with this folder for what it writes.</summary>
    static string Nginx(string folder, string page)
    {
        string[] paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
        var here = $"access_log off;\n{string.Concat(paths.Select(path => $"{path}_temp_path {folder}/{path};\n"))}{page}";
        return $"daemon off;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\n{(Environment.UserName == "root" ? "user root;\n" : "")}" +
            NginxOfMachine().Replace(File.ReadAllText("/etc/nginx/nginx.conf"), "")
                .Replace("include /etc/nginx/sites-enabled/*;", here, StringComparison.Ordinal);
    }

    static string HaProxy(string page)
    {
        var shipped = File.ReadAllText("/etc/haproxy/haproxy.cfg");
        return $"{shipped[shipped.IndexOf("defaults", StringComparison.Ordinal)..]}\n{page}";
    }

    static string Apache(int port, string page)
    {
        var modules = string.Concat(new[] { "socache_shmcb", "ssl", "headers", "proxy", "proxy_http" }
            .Select(module => $"Include /etc/apache2/mods-available/{module}.load\n"));
        return ApacheOfMachine().Replace(File.ReadAllText("/etc/apache2/apache2.conf"), "") + $"Listen 127.0.0.1:{port}\nServerName localhost\n{modules}{page}";
    }

    static DirectoryInfo NewFolder()
    {
        var folder = Directory.CreateTempSubdirectory("leanrx-proxy-");
        // Some give up the rights that they were started with.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_111_111);
        return folder;
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static string? Find(string program) =>
        new[] { "/usr/sbin", "/usr/bin", "/usr/local/bin" }.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    [GeneratedRegex(@"^\s*(user|pid|error_log|access_log) .*$|^\s*include /etc/nginx/conf.d/.*$", RegexOptions.Multiline)]
    private static partial Regex NginxOfMachine();

    [GeneratedRegex(@"^\s*(IncludeOptional sites-enabled|Include ports\.conf).*$", RegexOptions.Multiline)]
    private static partial Regex ApacheOfMachine();
}
