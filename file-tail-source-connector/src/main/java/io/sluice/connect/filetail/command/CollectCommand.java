package io.sluice.connect.filetail.command;

import io.sluice.config.etcd.EtcdException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command and its commands. */
@Command(
    description = "Shows and changes, in etcd, which log files are collected.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; for status: all lists are applied",
      "1:it could not be done: etcd is away or refuses, or there is no such list",
      "2:the command line is not understood",
      "3:the list is bad: it was not written, or a connector has refused it",
      "4:somebody else has changed the list; nothing was written",
      "5:not every connector has said what became of the list"
    },
    footer = {
      "",
      "COMMAND --help shows a command's options. etcd is found as by etcdctl, through"
          + " ETCDCTL_ENDPOINTS, ETCDCTL_USER, ETCDCTL_PASSWORD, ETCDCTL_CACERT, ETCDCTL_CERT and"
          + " ETCDCTL_KEY, or by options of the same meaning.",
      "",
      "What is collected on web-1, one more file, and what became of it:",
      "",
      "  ${COMMAND-NAME} get --host web-1",
      "  ${COMMAND-NAME} add --host web-1 --path /var/log/redis.log --topic log.redis",
      "  ${COMMAND-NAME} status --host web-1"
    })
final class CollectCommand implements Runnable {

  @Spec CommandSpec spec;

  private CollectCommand() {}

  /** The command line in its environment, to be executed. */
  static CommandLine in(Environment environment) {
    CommandLine line = new CommandLine(new CollectCommand());
    line.addSubcommand(new ListCommand(environment));
    line.addSubcommand(new GetCommand(environment));
    line.addSubcommand(new PutCommand(environment));
    line.addSubcommand(new AddCommand(environment));
    line.addSubcommand(new RemoveCommand(environment));
    line.addSubcommand(new StatusCommand(environment));
    line.setCommandName(environment.commandName());
    line.getSubcommands().values().forEach(CollectCommand::withHelp);
    withHelp(line);
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    line.setExecutionExceptionHandler((failed, at, parsed) -> tell(failed, environment));
    line.setExitCodeExceptionMapper(
        failed -> failed instanceof ParameterException ? Exit.USAGE : Exit.FAILED);
    return line;
  }

  /** Options in the order of what they are for; the synopsis would be longer than the rest. */
  private static void withHelp(CommandLine line) {
    line.setUsageHelpAutoWidth(true);
    line.getCommandSpec()
        .usageMessage()
        .sortOptions(false)
        .abbreviateSynopsis(line.getSubcommands().isEmpty());
    line.getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .order(100)
                .description("Show this.")
                .build());
  }

  private static int tell(Exception failed, Environment environment) throws Exception {
    if (failed instanceof CommandException known) {
      environment.screen().remark(known.getMessage());
      return known.exitCode();
    }
    if (failed instanceof EtcdException away) {
      environment.screen().remark(EtcdArguments.inItsTerms(away.getMessage()));
      return Exit.FAILED;
    }
    throw failed;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do");
  }
}
