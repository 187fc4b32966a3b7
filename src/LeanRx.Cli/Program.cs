using LeanRx.Cli;

return await Tool.RunAsync(args).ConfigureAwait(false);
